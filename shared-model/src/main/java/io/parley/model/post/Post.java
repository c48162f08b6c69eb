package io.parley.model.post;

import io.parley.model.Role;
import io.parley.model.event.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A post as REST, SSE and STOMP show it.
 *
 * @param body the text as it was written, in Markdown
 * @param html the same as harmless HTML
 * @param publishAt when a scheduled post becomes published
 * @param publishedAt when it was last made visible to its audience
 * @param version grows by one with each change; the entity tag
 */
public record Post(
        PostId id,
        String title,
        String body,
        String html,
        Actor author,
        PostState state,
        PostAudience audience,
        boolean pinned,
        @Nullable Instant publishAt,
        @Nullable Instant publishedAt,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** Whether people of the role may see it: the one rule of every list and every stream. */
    public boolean isVisibleTo(Role role) {
        return switch (role) {
            case ADMIN -> true;
            case USER -> state == PostState.PUBLISHED && audience != PostAudience.ADMINS;
        };
    }
}
