package io.parley.chat.delivery;

import io.parley.chat.delivery.RoomFeeds.JoinResult;
import io.parley.chat.edge.RoomFrame;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.wire.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a subscriber from where it stopped to live, as one run without hole or overlap. Pages are
 * read outside of the room's thread as fast as the client takes them; the last step, from the
 * actor's ring, is one with the joining, so that no event can come in between.
 */
final class Replay implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    private static final int PAGE = 500;
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAGE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(100);

    private final RoomFeeds feeds;
    private final RoomReader reader;
    private final int maxEvents;
    private final Subscription member;
    private final ResumePoint from;

    Replay(
            RoomFeeds feeds,
            RoomReader reader,
            int maxEvents,
            Subscription member,
            ResumePoint from) {
        this.maxEvents = maxEvents;
        this.feeds = feeds;
        this.reader = reader;
        this.member = member;
        this.from = from;
    }

    @Override
    public void run() {
        try {
            resume();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException
                | TimeoutException
                | CompletionException
                | ServiceUnavailableException e) {
            log.warn("feed cannot start roomId={} cause={}", member.room(), e.toString());
            end();
        }
    }

    private void end() {
        if (!member.isCancelled()) {
            feeds.unsubscribe(member);
            member.listener().ended(ErrorCode.UNAVAILABLE);
        }
    }

    private void resume() throws InterruptedException, ExecutionException, TimeoutException {
        var head = feeds.enter(member).get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS).last();
        // this pod may not have got as far yet as the room was when the person joined
        var hidden = member.first() - 1;
        var shownHead = Math.max(head, hidden);
        switch (from) {
            case ResumePoint.Live() -> follow(shownHead, false);
            case ResumePoint.Tail(int count) ->
                    replay(Math.max(hidden, Math.max(0, head - count)), shownHead);
            case ResumePoint.After(long seq) when seq < hidden -> fail("hidden", shownHead);
            case ResumePoint.After(long seq) when seq > head -> resumeAhead(seq, head);
            case ResumePoint.After(long seq) when head - seq > maxEvents -> fail("too.far", head);
            case ResumePoint.After(long seq) -> replay(seq, head);
        }
    }

    /**
     * The client has seen more than this pod has. Only where the log's own end is known to be
     * before that, the log was lost; else all views are late, and the client waits for them.
     */
    private void resumeAhead(long seq, long head) throws InterruptedException {
        var stored = reader.stand(member.room());
        feeds.heardOf(member.room(), stored.headSeq());
        if (stored.complete() && stored.headSeq() < seq) {
            fail("timeline", Math.max(stored.headSeq(), head));
        } else {
            replay(seq, seq);
        }
    }

    private void replay(long after, long head) throws InterruptedException {
        member.control(Control.ResumeBegin.of(member.room(), after + 1, head));
        follow(after, true);
    }

    /** Sends what follows, event by event, until the rest of it can be sent while joining. */
    private void follow(long after, boolean isResume) throws InterruptedException {
        var cursor = after;
        var giveUpAt = System.nanoTime() + PAGE_PATIENCE.toNanos();
        while (member.session().awaitRoom(PAGE_PATIENCE)) {
            var page = cursor;
            switch (tryJoin(cursor, isResume)) {
                case JoinResult.Joined(), JoinResult.Gone() -> {
                    return;
                }
                case JoinResult.Behind(long deletion, List<RoomFrame> newest) ->
                        cursor = send(newest.isEmpty() ? read(cursor, deletion) : newest, cursor);
            }
            if (cursor > page) {
                giveUpAt = System.nanoTime() + PAGE_PATIENCE.toNanos();
            } else if (System.nanoTime() > giveUpAt) {
                end();
                return;
            } else {
                Thread.sleep(RETRY);
            }
        }
    }

    private List<RoomFrame> read(long cursor, long deletion) throws InterruptedException {
        return reader.after(member.room(), cursor, PAGE, deletion);
    }

    /** As fast as the client reads; answers the seq that it then has. */
    private long send(List<RoomFrame> events, long cursor) throws InterruptedException {
        var sent = cursor;
        for (var event : events) {
            if (!offer(event)) {
                return sent;
            }
            sent = event.seq();
        }
        return sent;
    }

    /** False where the session took nothing for too long, or is closed. */
    private boolean offer(RoomFrame event) throws InterruptedException {
        var frame = member.encode(event, true);
        while (member.session().awaitRoom(PAGE_PATIENCE)) {
            switch (member.tryOffer(frame)) {
                case ACCEPTED -> {
                    return true;
                }
                case CLOSED -> {
                    return false;
                }
                case FULL -> {
                    // Other feeds of the session took the room first
                }
            }
        }
        return false;
    }

    private void fail(String reason, long head) throws InterruptedException {
        member.control(Control.ResumeFailed.of(member.room(), reason, member.first(), head));
        follow(head, false);
    }

    private JoinResult tryJoin(long cursor, boolean isResume) {
        return feeds.tryJoin(member, cursor, isResume).join();
    }
}
