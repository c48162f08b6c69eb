package io.parley.message.post;

import static io.parley.message.post.PostRows.column;

import io.parley.model.event.Actor;
import io.parley.model.post.Post;
import io.parley.model.post.PostId;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who changed what of which post. Long texts are named, not kept. */
@Repository
class PostAudit {

    /** What somebody did. */
    enum Action {
        CREATE,
        EDIT,
        /** The schedule did it. */
        PUBLISH,
        DELETE
    }

    private final JdbcClient jdbc;

    PostAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void changed(Actor actor, Action action, @Nullable Post before, Post after) {
        insert(
                actor,
                action,
                after.id(),
                after.version(),
                after.updatedAt(),
                changes(before, after));
    }

    void deleted(Actor actor, Post before, Instant at) {
        insert(actor, Action.DELETE, before.id(), before.version() + 1, at, Map.of());
    }

    private void insert(
            Actor actor,
            Action action,
            PostId id,
            long version,
            Instant at,
            Map<String, Object> changes) {
        jdbc.sql(
                        """
                        INSERT INTO post_audit (post_id, version, at, actor_id, actor_name, action,
                            changes)
                        VALUES (?, ?, ?, ?, ?, ?, ?::json)
                        """)
                .params(
                        id.value(),
                        version,
                        column(at),
                        actor.id().value(),
                        actor.name(),
                        action.name().toLowerCase(Locale.ROOT),
                        Json.MAPPER.writeValueAsString(changes))
                .update();
    }

    private static Map<String, Object> changes(@Nullable Post before, Post after) {
        var changes = new LinkedHashMap<String, Object>();
        note(changes, "title", before, after, Post::title);
        note(changes, "state", before, after, Post::state);
        note(changes, "audience", before, after, Post::audience);
        note(changes, "pinned", before, after, Post::pinned);
        note(changes, "publishAt", before, after, Post::publishAt);
        if (before == null || !before.body().equals(after.body())) {
            changes.put("body", Map.of());
        }
        return changes;
    }

    private static void note(
            Map<String, Object> changes,
            String name,
            @Nullable Post before,
            Post after,
            Function<Post, @Nullable Object> field) {
        var old = before == null ? null : field.apply(before);
        var current = field.apply(after);
        if (!Objects.equals(old, current)) {
            var values = new LinkedHashMap<String, Object>();
            if (old != null) {
                values.put("before", old);
            }
            if (current != null) {
                values.put("after", current);
            }
            changes.put(name, values);
        }
    }
}
