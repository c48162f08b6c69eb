package io.parley.message.post;

import io.parley.model.event.Actor;
import io.parley.model.post.Post;
import io.parley.model.post.PostState;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes scheduled posts at their time. Every replica looks; the lock on the row and the state
 * in it let one of them do it, once. The time is that of PostgreSQL, so replicas agree on it.
 */
@Component
class PublishDuePosts {

    private static final Logger LOG = LoggerFactory.getLogger(PublishDuePosts.class);
    private static final int LOOK_EVERY_MS = 500;

    private final Posts posts;
    private final KeepPosts keeper;
    private final TransactionTemplate transaction;
    private final Announcer announcer;

    /** Touched by the scheduler's thread only. */
    private boolean isWaiting;

    PublishDuePosts(
            Posts posts, KeepPosts keeper, TransactionTemplate transaction, Announcer announcer) {
        this.posts = posts;
        this.keeper = keeper;
        this.transaction = transaction;
        this.announcer = announcer;
    }

    @Scheduled(fixedDelay = LOOK_EVERY_MS)
    void publish() {
        try {
            while (Boolean.TRUE.equals(transaction.execute(status -> publishOne()))) {
                announcer.announce();
            }
            isWaiting = false;
        } catch (DataAccessException | TransactionException outage) {
            if (!isWaiting) {
                LOG.atWarn()
                        .addKeyValue("outage", outage.getClass().getSimpleName())
                        .log("scheduled posts wait for the database");
            }
            isWaiting = true;
        }
    }

    /** One for each transaction: two rows locked in two orders could block each other. */
    private boolean publishOne() {
        var due = posts.lockDue();
        due.ifPresent(
                post ->
                        keeper.keep(
                                Actor.SYSTEM,
                                PostAudit.Action.PUBLISH,
                                post,
                                published(post, announcer.now())));
        return due.isPresent();
    }

    private static Post published(Post post, Instant now) {
        return new Post(
                post.id(),
                post.title(),
                post.body(),
                post.html(),
                post.author(),
                PostState.PUBLISHED,
                post.audience(),
                post.pinned(),
                null,
                now,
                post.createdAt(),
                now,
                post.version() + 1);
    }
}
