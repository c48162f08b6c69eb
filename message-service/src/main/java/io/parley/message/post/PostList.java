package io.parley.message.post;

import io.parley.message.web.Page;
import io.parley.model.Role;
import io.parley.model.post.Post;
import io.parley.model.post.PostAudience;
import io.parley.model.post.PostState;
import io.parley.model.wire.JsonBudget;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The posts that somebody may see, pinned ones first, then the newest; page by page. */
@Repository
public class PostList {

    private final JdbcClient jdbc;

    PostList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that people of the role may see. */
    public Page<Post> page(Role reader, @Nullable String cursor, int limit) {
        return page(reader, null, null, cursor, limit);
    }

    Page<Post> page(
            Role reader,
            @Nullable PostState state,
            @Nullable PostAudience audience,
            @Nullable String cursor,
            int limit) {
        var after = Optional.ofNullable(cursor).map(PostCursor::read);
        var rows =
                jdbc.sql(
                                """
                                SELECT * FROM (
                                    SELECT candidate.*, count(*) OVER () AS candidates,
                                        sum(size) OVER (ORDER BY pinned DESC, sort_at DESC, id DESC)
                                            - size AS bytes_before
                                    FROM (
                                        SELECT * FROM post
                                        WHERE (:seesAll OR state = 'published' AND audience <> 'admins')
                                        AND (:state = '' OR state = :state)
                                        AND (:audience = '' OR audience = :audience)
                                        AND (:first OR (pinned, sort_at, id)
                                            < (:pinned, :sortAt::timestamptz, :id::uuid))
                                        ORDER BY pinned DESC, sort_at DESC, id DESC LIMIT :limit
                                    ) candidate
                                ) page
                                WHERE bytes_before = 0 OR bytes_before + size <= :maxBytes
                                ORDER BY pinned DESC, sort_at DESC, id DESC
                                """)
                        .param("seesAll", reader == Role.ADMIN)
                        .param("state", state == null ? "" : state.wireName())
                        .param("audience", audience == null ? "" : audience.wireName())
                        .param("first", after.isEmpty())
                        .param("pinned", after.map(PostCursor::pinned).orElse(false))
                        .param("sortAt", after.map(c -> c.sortAt().toString()).orElse(null))
                        .param("id", after.map(c -> c.id().toString()).orElse(null))
                        .param("limit", limit + 1)
                        .param("maxBytes", JsonBudget.MAX_ITEM_BYTES)
                        .query(
                                (row, number) ->
                                        new Row(
                                                PostRows.post(row, number),
                                                row.getInt("candidates")))
                        .list();
        return page(rows, limit);
    }

    private static Page<Post> page(List<Row> rows, int limit) {
        var items = rows.stream().limit(limit).map(Row::post).toList();
        var isLast = items.isEmpty() || rows.getFirst().candidates == items.size();
        return new Page<>(items, isLast ? null : PostCursor.after(items.getLast()).text());
    }

    private record Row(Post post, int candidates) {}
}
