package io.parley.message.post;

import static io.parley.message.post.PostRows.column;
import static io.parley.message.post.PostRows.optionalColumn;

import io.parley.model.post.Post;
import io.parley.model.post.PostId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Posts as they are now. */
@Repository
class Posts {

    private final JdbcClient jdbc;

    Posts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Post> find(PostId id) {
        return one("SELECT * FROM post WHERE id = ?", id);
    }

    /** Locks it until the end of the transaction. */
    Optional<Post> lock(PostId id) {
        return one("SELECT * FROM post WHERE id = ? FOR UPDATE", id);
    }

    /** A scheduled post whose time has come and which no other replica is publishing. */
    Optional<Post> lockDue() {
        return jdbc.sql(
                        """
                        SELECT * FROM post WHERE state = 'scheduled' AND publish_at <= now()
                        ORDER BY publish_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .query(PostRows::post)
                .optional();
    }

    void insert(Post post, int size) {
        write(
                """
                INSERT INTO post (title, body, html, state, audience, pinned, publish_at,
                    published_at, updated_at, version, size, id, author_id, author_name,
                    author_role, created_at)
                VALUES (:title, :body, :html, :state, :audience, :pinned, :publishAt,
                    :publishedAt, :updatedAt, :version, :size, :id, :authorId, :authorName,
                    :authorRole, :createdAt)
                """,
                post,
                size);
    }

    void update(Post post, int size) {
        write(
                """
                UPDATE post SET title = :title, body = :body, html = :html, state = :state,
                    audience = :audience, pinned = :pinned, publish_at = :publishAt,
                    published_at = :publishedAt, updated_at = :updatedAt, version = :version,
                    size = :size
                WHERE id = :id
                """,
                post,
                size);
    }

    void delete(PostId id) {
        jdbc.sql("DELETE FROM post WHERE id = ?").param(id.value()).update();
    }

    private Optional<Post> one(String sql, PostId id) {
        return jdbc.sql(sql).param(id.value()).query(PostRows::post).optional();
    }

    private void write(String sql, Post post, int size) {
        jdbc.sql(sql)
                .param("id", post.id().value())
                .param("title", post.title())
                .param("body", post.body())
                .param("html", post.html())
                .param("authorId", post.author().id().value())
                .param("authorName", post.author().name())
                .param("authorRole", post.author().role().name())
                .param("state", post.state().wireName())
                .param("audience", post.audience().wireName())
                .param("pinned", post.pinned())
                .param("publishAt", optionalColumn(post.publishAt()))
                .param("publishedAt", optionalColumn(post.publishedAt()))
                .param("createdAt", column(post.createdAt()))
                .param("updatedAt", column(post.updatedAt()))
                .param("version", post.version())
                .param("size", size)
                .update();
    }
}
