package io.parley.model.post;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A numbered change of a post.
 *
 * @param position 1, 2, 3, … without holes, in the order in which changes became visible
 * @param forUsers what it is to users; absent where they do not notice
 * @param forAdmins what it is to admins
 * @param post the post after the change; absent where it was deleted since. Never to be shown to
 *     somebody for whom the change is {@link PostChange#DELETED}
 */
public record PostEvent(
        long position,
        Instant at,
        PostId id,
        long version,
        @Nullable PostChange forUsers,
        @Nullable PostChange forAdmins,
        @Nullable Post post) {}
