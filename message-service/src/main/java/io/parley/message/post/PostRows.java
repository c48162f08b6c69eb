package io.parley.message.post;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.post.Post;
import io.parley.model.post.PostAudience;
import io.parley.model.post.PostId;
import io.parley.model.post.PostState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Posts and times as PostgreSQL has them. */
final class PostRows {

    private PostRows() {}

    static Post post(ResultSet row, int number) throws SQLException {
        return new Post(
                new PostId(row.getObject("id", UUID.class)),
                row.getString("title"),
                row.getString("body"),
                row.getString("html"),
                new Actor(
                        new UserId(row.getObject("author_id", UUID.class)),
                        row.getString("author_name"),
                        Role.valueOf(row.getString("author_role"))),
                PostState.fromWire(row.getString("state")),
                PostAudience.fromWire(row.getString("audience")),
                row.getBoolean("pinned"),
                optionalTime(row, "publish_at"),
                optionalTime(row, "published_at"),
                time(row, "created_at"),
                time(row, "updated_at"),
                row.getLong("version"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optionalTime(ResultSet row, String column)
            throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime optionalColumn(@Nullable Instant time) {
        return time == null ? null : column(time);
    }
}
