package io.parley.message.post;

import static io.parley.message.post.PostRows.column;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.Role;
import io.parley.model.post.Post;
import io.parley.model.post.PostChange;
import io.parley.model.post.PostId;
import io.parley.model.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Every change of a post, numbered. A position is taken from a row that stays locked until the
 * commit, so positions become visible in their order and without holes, whichever replica writes:
 * whoever has read up to P misses nothing by reading on after P.
 */
@Repository
public class PostLog {

    private final JdbcClient jdbc;

    PostLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Call it last in a transaction: it holds up every other writer of posts until the commit. */
    void append(@Nullable Post before, Post after, String json, int size) {
        insert(
                after.updatedAt(),
                after.id(),
                after.version(),
                change(before, after, Role.USER),
                change(before, after, Role.ADMIN),
                json,
                size);
    }

    /** Also takes the texts out of the earlier changes: a deleted post is nowhere to be read. */
    void appendDeletion(Post before, Instant at) {
        jdbc.sql("UPDATE post_event SET post = NULL, size = 0 WHERE post_id = ?")
                .param(before.id().value())
                .update();
        insert(
                at,
                before.id(),
                before.version() + 1,
                change(before, null, Role.USER),
                change(before, null, Role.ADMIN),
                null,
                0);
    }

    public long head() {
        return jdbc.sql("SELECT position FROM post_head").query(Long.class).single();
    }

    /** The oldest position that is kept; the one after the head where none is. */
    public long oldest() {
        return jdbc.sql(
                        """
                        SELECT coalesce((SELECT min(position) FROM post_event),
                            (SELECT position + 1 FROM post_head))
                        """)
                .query(Long.class)
                .single();
    }

    /**
     * The changes after a position, ascending; one at least if there is one, and no more than the
     * limits allow.
     */
    public List<LoggedChange> after(long position, int limit, int maxBytes) {
        return jdbc.sql(
                        """
                        SELECT * FROM (
                            SELECT next.*, sum(size) OVER (ORDER BY position) - size AS bytes_before
                            FROM (
                                SELECT e.*, EXISTS (
                                    SELECT FROM post_event d WHERE d.post_id = e.post_id
                                    AND d.position > e.position AND d.for_users = 'post.deleted'
                                ) AS hidden_since
                                FROM post_event e WHERE position > :after
                                ORDER BY position LIMIT :limit
                            ) next
                        ) page
                        WHERE bytes_before = 0 OR bytes_before + size <= :maxBytes
                        ORDER BY position
                        """)
                .param("after", position)
                .param("limit", limit)
                .param("maxBytes", maxBytes)
                .query(PostLog::logged)
                .list();
    }

    /** Forgets changes that are old, but never the newest ones. */
    int forget(Duration olderThan, long keepAtLeast) {
        return jdbc.sql(
                        """
                        DELETE FROM post_event WHERE at < now() - make_interval(secs => ?)
                        AND position <= (SELECT position FROM post_head) - ?
                        """)
                .params(olderThan.toSeconds(), keepAtLeast)
                .update();
    }

    private void insert(
            Instant at,
            PostId id,
            long version,
            @Nullable PostChange forUsers,
            @Nullable PostChange forAdmins,
            @Nullable String json,
            int size) {
        jdbc.sql(
                        """
                        WITH head AS (
                            UPDATE post_head SET position = position + 1 RETURNING position
                        )
                        INSERT INTO post_event (position, at, post_id, version, for_users,
                            for_admins, post, size)
                        SELECT position, :at, :id, :version, :forUsers, :forAdmins, :post, :size
                        FROM head
                        """)
                .param("at", column(at))
                .param("id", id.value())
                .param("version", version)
                .param("forUsers", name(forUsers))
                .param("forAdmins", name(forAdmins))
                .param("post", json)
                .param("size", size)
                .update();
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

    private static @Nullable String name(@Nullable PostChange change) {
        return change == null ? null : change.wireName();
    }

    private static LoggedChange logged(ResultSet row, int number) throws SQLException {
        return new LoggedChange(
                row.getLong("position"),
                PostRows.time(row, "at"),
                new PostId(row.getObject("post_id", UUID.class)),
                row.getLong("version"),
                named(row.getString("for_users")),
                named(row.getString("for_admins")),
                row.getBoolean("hidden_since"),
                row.getString("post"));
    }

    private static @Nullable PostChange named(@Nullable String name) {
        return name == null ? null : PostChange.fromWire(name);
    }

    /** The text of a post that lists, events and entity sizes are made from. */
    static String json(Post post) {
        return Json.MAPPER.writeValueAsString(post);
    }

    static int size(String json) {
        return json.getBytes(UTF_8).length;
    }
}
