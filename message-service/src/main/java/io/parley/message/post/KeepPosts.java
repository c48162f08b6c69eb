package io.parley.message.post;

import io.parley.model.event.Actor;
import io.parley.model.post.Post;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one way in which a post changes: the post, its numbered change and the audit row, together.
 * Call it in a transaction, and nothing after it: the log comes last.
 */
@Component
class KeepPosts {

    private final Posts posts;
    private final PostAudit audit;
    private final PostLog log;

    KeepPosts(Posts posts, PostAudit audit, PostLog log) {
        this.posts = posts;
        this.audit = audit;
        this.log = log;
    }

    void keep(Actor actor, PostAudit.Action action, @Nullable Post before, Post after) {
        var json = PostLog.json(after);
        var size = PostLog.size(json);
        if (before == null) {
            posts.insert(after, size);
        } else {
            posts.update(after, size);
        }
        audit.changed(actor, action, before, after);
        log.append(before, after, json, size);
    }

    void delete(Actor actor, Post post, Instant at) {
        posts.delete(post.id());
        audit.deleted(actor, post, at);
        log.appendDeletion(post, at);
    }
}
