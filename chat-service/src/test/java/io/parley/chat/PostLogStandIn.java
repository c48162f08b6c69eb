package io.parley.chat;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.post.Post;
import io.parley.model.post.PostAudience;
import io.parley.model.post.PostChange;
import io.parley.model.post.PostEvent;
import io.parley.model.post.PostEvents;
import io.parley.model.post.PostId;
import io.parley.model.post.PostState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The numbered changes of posts, as message-service answers them. Its lock is its own. */
final class PostLogStandIn {

    private static final int MAX_PAGE_CHARS = 1024 * 1024;

    private final List<PostEvent> events = new ArrayList<>();
    private final Actor author =
            new Actor(UserId.of(UUID.randomUUID().toString()), "Ada", Role.ADMIN);
    private long oldest = 1;

    /** A new post for everybody. */
    synchronized Post publish(String text) {
        return publish(text, PostAudience.EVERYBODY);
    }

    synchronized Post publish(String text, PostAudience audience) {
        var post =
                post(
                        PostId.of(UUID.randomUUID().toString()),
                        text,
                        audience,
                        PostState.PUBLISHED,
                        1);
        append(null, post, post);
        return post;
    }

    synchronized Post edit(Post before, String text) {
        var post = post(before.id(), text, before.audience(), before.state(), before.version() + 1);
        append(before, post, post);
        return post;
    }

    synchronized Post withdraw(Post before) {
        var post =
                post(
                        before.id(),
                        before.body(),
                        before.audience(),
                        PostState.WITHDRAWN,
                        before.version() + 1);
        append(before, post, post);
        return post;
    }

    synchronized void delete(Post before) {
        append(before, null, before);
    }

    synchronized long head() {
        return events.size();
    }

    /** Forgets what is older than the position. */
    synchronized void forgetBefore(long position) {
        oldest = position;
    }

    synchronized List<PostEvent> all() {
        return List.copyOf(events);
    }

    synchronized PostEvents after(long position, int limit) {
        var page = new ArrayList<PostEvent>();
        var chars = 0;
        for (var at = Math.max(position, oldest - 1);
                at < events.size() && page.size() < limit;
                at++) {
            var event = late(events.get((int) at));
            chars += event.post() == null ? 0 : event.post().body().length();
            if (!page.isEmpty() && chars > MAX_PAGE_CHARS) {
                break;
            }
            page.add(event);
        }
        return new PostEvents(page, oldest, events.size());
    }

    /** What is hidden by now is not told any more. */
    private PostEvent late(PostEvent event) {
        var later =
                events.stream()
                        .filter(
                                other ->
                                        other.id().equals(event.id())
                                                && other.position() > event.position())
                        .toList();
        var isHidden = later.stream().anyMatch(other -> other.forUsers() == PostChange.DELETED);
        var isDeleted = later.stream().anyMatch(other -> other.post() == null);
        return new PostEvent(
                event.position(),
                event.at(),
                event.id(),
                event.version(),
                isHidden && event.forUsers() != PostChange.DELETED ? null : event.forUsers(),
                isDeleted && event.forAdmins() != PostChange.DELETED ? null : event.forAdmins(),
                isDeleted ? null : event.post());
    }

    private void append(@Nullable Post before, @Nullable Post after, Post any) {
        events.add(
                new PostEvent(
                        events.size() + 1,
                        any.updatedAt(),
                        any.id(),
                        after == null ? any.version() + 1 : any.version(),
                        change(before, after, Role.USER),
                        change(before, after, Role.ADMIN),
                        after));
    }

    private static @Nullable PostChange change(
            @Nullable Post before, @Nullable Post after, Role reader) {
        var sawIt = before != null && before.isVisibleTo(reader);
        var seesIt = after != null && after.isVisibleTo(reader);
        if (seesIt) {
            return sawIt ? PostChange.UPDATED : PostChange.CREATED;
        }
        return sawIt ? PostChange.DELETED : null;
    }

    private Post post(
            PostId id, String text, PostAudience audience, PostState state, long version) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Post(
                id,
                "title",
                text,
                "<p>html</p>",
                author,
                state,
                audience,
                false,
                null,
                now,
                now,
                now,
                version);
    }
}
