package io.parley.message.post;

import io.parley.model.Role;
import io.parley.model.post.PostChange;
import io.parley.model.post.PostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a post as the log has it.
 *
 * @param hiddenSince whether a later change took the post away from users
 * @param json the post after the change; null where it has been deleted
 */
public record LoggedChange(
        long position,
        Instant at,
        PostId id,
        long version,
        @Nullable PostChange forUsers,
        @Nullable PostChange forAdmins,
        boolean hiddenSince,
        @Nullable String json) {

    /** What people of the role are told; null where nothing. */
    public @Nullable PostChange changeFor(Role reader) {
        var change = reader == Role.ADMIN ? forAdmins : forUsers;
        return change == PostChange.DELETED || json != null ? change : null;
    }

    /** The same for somebody who comes late: what is hidden by now is not shown any more. */
    public @Nullable PostChange lateChangeFor(Role reader) {
        var change = changeFor(reader);
        var isHidden = reader == Role.USER && hiddenSince && change != PostChange.DELETED;
        return isHidden ? null : change;
    }
}
