package io.parley.chat.posts;

import io.parley.chat.edge.PostBody;
import io.parley.model.Role;
import io.parley.model.post.PostChange;
import io.parley.model.post.PostEvent;
import io.parley.model.post.PostId;
import io.parley.model.wire.Json;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A numbered change of a post, encoded once for each kind of reader.
 *
 * @param isGoneForUsers whether it takes the post away from users; likewise for admins
 * @param forUsers what users are told; null where nothing
 */
record PostChangeFrame(
        long position,
        PostId post,
        boolean isGoneForUsers,
        boolean isGoneForAdmins,
        @Nullable PostBody forUsers,
        @Nullable PostBody forAdmins) {

    static PostChangeFrame of(PostEvent event) {
        var users = body(event, event.forUsers(), Role.USER);
        var admins =
                users != null && event.forUsers() == event.forAdmins()
                        ? users
                        : body(event, event.forAdmins(), Role.ADMIN);
        return new PostChangeFrame(
                event.position(),
                event.id(),
                event.forUsers() == PostChange.DELETED,
                event.forAdmins() == PostChange.DELETED,
                users,
                admins);
    }

    @Nullable PostBody forRole(Role reader) {
        return switch (reader) {
            case ADMIN -> forAdmins;
            case USER -> forUsers;
        };
    }

    /** As this one is for who comes after a later change, which may have hidden the post. */
    PostChangeFrame behind(PostChangeFrame later) {
        if (!later.post.equals(post) || !(later.isGoneForUsers || later.isGoneForAdmins)) {
            return this;
        }
        var users = isGoneForUsers ? forUsers : null;
        var admins = later.isGoneForAdmins && !isGoneForAdmins ? null : forAdmins;
        return new PostChangeFrame(position, post, isGoneForUsers, isGoneForAdmins, users, admins);
    }

    /** Characters of what it holds. */
    int size() {
        return size(forUsers) + (Objects.equals(forUsers, forAdmins) ? 0 : size(forAdmins));
    }

    private static int size(@Nullable PostBody body) {
        return body == null ? 0 : body.text().length();
    }

    private static @Nullable PostBody body(
            PostEvent event, @Nullable PostChange change, Role reader) {
        if (change == PostChange.DELETED) {
            var remains = new LinkedHashMap<String, Object>();
            remains.put("id", event.id());
            remains.put("version", event.version());
            return PostBody.of(change.wireName(), Json.MAPPER.writeValueAsString(remains));
        }
        var post = event.post();
        return change == null || post == null || !post.isVisibleTo(reader)
                ? null
                : PostBody.of(change.wireName(), Json.MAPPER.writeValueAsString(post));
    }
}
