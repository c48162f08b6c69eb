package io.parley.chat.posts;

import io.parley.chat.edge.EdgeSession;
import io.parley.chat.edge.EdgeSession.Offer;
import io.parley.chat.link.MessageService;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.posts.LivePosts.Step;
import io.parley.model.post.PostEvents;
import io.parley.model.wire.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a follower from where it stopped to live, as one run without hole or repeat. What is not
 * in the pod's memory is read in pages; a page is dropped when the session has no room, and read
 * again when it has, so that slow clients hold no memory.
 */
final class PostReplay implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(PostReplay.class);

    /** Further behind, the client reads the list of posts by itself. */
    private static final long MAX_CHANGES = 5_000;

    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(100);

    private final LivePosts live;
    private final MessageService messages;
    private final Semaphore pages;
    private final PostBell bell;
    private final PostFollower follower;
    private final Optional<Long> after;

    PostReplay(
            LivePosts live,
            MessageService messages,
            Semaphore pages,
            PostBell bell,
            PostFollower follower,
            Optional<Long> after) {
        this.live = live;
        this.messages = messages;
        this.pages = pages;
        this.bell = bell;
        this.follower = follower;
        this.after = after;
    }

    @Override
    public void run() {
        try {
            live.started().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (after.isEmpty()) {
                untilDone(() -> live.join(follower));
            } else {
                resume(after.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | ServiceUnavailableException e) {
            if (!follower.isCancelled()) {
                log.warn("posts end sessionId={} cause={}", session().id(), e.toString());
                follower.listener().ended(ErrorCode.UNAVAILABLE);
            }
        }
    }

    private void resume(long from) throws InterruptedException, TimeoutException {
        if (!begins(from)) {
            return;
        }
        var cursor = from;
        var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (session().awaitRoom(ROOM_PATIENCE)) {
            var step = live.bringOn(follower, cursor);
            if (step instanceof Step.Elsewhere) {
                step = fromLog(cursor);
            }
            if (step instanceof Step.Done) {
                return;
            }
            if (step instanceof Step.Told(long position) && position > cursor) {
                cursor = position;
                giveUpAt = System.nanoTime() + PATIENCE.toNanos();
            } else {
                retryBefore(giveUpAt);
            }
        }
        throw new TimeoutException("the session takes nothing");
    }

    /** False where what comes after the position cannot be told: then the feed begins anew. */
    private boolean begins(long from) throws InterruptedException, TimeoutException {
        var head = live.position();
        if (!live.reachesBackTo(from)) {
            var page = messages.posts(from, 1);
            head = page.head();
            live.keptFrom(page.oldest());
            var failure = head - from > MAX_CHANGES ? Optional.of("too.far") : failure(page, from);
            if (failure.isPresent()) {
                untilDone(() -> live.joinAnew(follower, failure.get()));
                return false;
            }
        }
        var begin = PostControl.ResumeBegin.of(from + 1, head);
        untilDone(() -> follower.tell(begin) == Offer.FULL ? new Step.Told(from) : new Step.Done());
        return true;
    }

    private static Optional<String> failure(PostEvents page, long cursor) {
        if (cursor > page.head()) {
            return Optional.of("timeline");
        }
        return cursor < page.oldest() - 1 ? Optional.of("retention") : Optional.empty();
    }

    private Step fromLog(long cursor) throws InterruptedException {
        pages.acquire();
        try {
            var page = messages.posts(cursor, PAGE);
            var failure = failure(page, cursor);
            if (failure.isPresent()) {
                return live.joinAnew(follower, failure.get());
            }
            if (page.head() > live.position()) {
                bell.ring();
            }
            return tell(page, cursor);
        } catch (ServiceUnavailableException away) {
            return new Step.Told(cursor);
        } finally {
            pages.release();
        }
    }

    private Step tell(PostEvents page, long cursor) {
        var told = cursor;
        for (var event : page.items()) {
            if (follower.isCancelled()) {
                return new Step.Done();
            }
            if (follower.offer(PostChangeFrame.of(event), true) != Offer.ACCEPTED) {
                return new Step.Told(told);
            }
            told = event.position();
        }
        return new Step.Told(told);
    }

    private void untilDone(Supplier<Step> action) throws InterruptedException, TimeoutException {
        var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (session().awaitRoom(ROOM_PATIENCE)) {
            if (action.get() instanceof Step.Done) {
                return;
            }
            retryBefore(giveUpAt);
        }
        throw new TimeoutException("the session takes nothing");
    }

    private static void retryBefore(long giveUpAt) throws InterruptedException, TimeoutException {
        if (System.nanoTime() > giveUpAt) {
            throw new TimeoutException("no progress");
        }
        Thread.sleep(RETRY);
    }

    private EdgeSession session() {
        return follower.session();
    }
}
