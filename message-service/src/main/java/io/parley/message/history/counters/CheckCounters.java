package io.parley.message.history.counters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.message.archive.FollowRows;
import io.parley.message.archive.MessageRows;
import io.parley.message.archive.MessageRows.Item;
import io.parley.message.history.FoldMessages;
import io.parley.message.room.inside.InsideRooms.Seat;
import io.parley.model.message.FoldedMessage;
import io.parley.model.read.RoomCounters;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts now and then once more what was counted, by folding all messages behind the mark. {@code
 * parley.counters.mismatch} above 0 means that counters are wrong.
 */
@Component
class CheckCounters {

    private static final Logger LOG = LoggerFactory.getLogger(CheckCounters.class);

    /** Messages that are read at once. */
    private static final int STEP = 50;

    /** Where more stands behind a mark, nothing is checked. */
    private static final int MOST_STEPS = 20;

    private final MessageRows messages;
    private final FoldMessages fold;
    private final FollowRows follows;
    private final int oneIn;
    private final Counter mismatches;
    private final Counter checks;

    CheckCounters(
            MessageRows messages,
            FoldMessages fold,
            FollowRows follows,
            CounterSettings settings,
            MeterRegistry registry) {
        this.messages = messages;
        this.fold = fold;
        this.follows = follows;
        this.oneIn = settings.checkOneIn();
        this.mismatches = registry.counter("parley.counters.mismatch");
        this.checks = registry.counter("parley.counters.checks");
    }

    /** In the moment in which it was counted. */
    void nowAndThen(Seat seat, RoomCounters counted) {
        if (ThreadLocalRandom.current().nextInt(oneIn) > 0 || counted.capped()) {
            return;
        }
        var scan = new Scan(seat);
        if (!scan.isFinished(counted.readSeq())) {
            return;
        }
        checks.increment();
        if (scan.unread != counted.unread() || scan.mentions() != counted.mentions()) {
            mismatches.increment();
            LOG.atError()
                    .addKeyValue("userId", seat.person())
                    .addKeyValue("roomId", seat.room())
                    .addKeyValue("readSeq", counted.readSeq())
                    .addKeyValue("counted", counted.unread() + "/" + counted.mentions())
                    .addKeyValue("found", scan.unread + "/" + scan.mentions())
                    .log("counters are wrong: see docs/runbook.md");
        }
    }

    /** A plain count over the messages themselves. */
    private final class Scan {

        private final Seat seat;
        private int unread;
        private int mentioning;

        Scan(Seat seat) {
            this.seat = seat;
        }

        int mentions() {
            return Math.min(mentioning, RoomCounters.MAX_MENTIONS);
        }

        /** False where there is more than can be read. */
        boolean isFinished(long after) {
            var from = after;
            for (var step = 0; step < MOST_STEPS; step++) {
                var items = messages.above(seat.room(), from, STEP);
                count(items.stream().filter(Item::isMessage).toList());
                if (items.size() < STEP) {
                    return true;
                }
                from = items.getLast().event().seq();
            }
            return false;
        }

        private void count(List<Item> items) {
            var followed = followed(items);
            fold.fold(items).values().stream()
                    .filter(message -> isUnread(message, followed))
                    .forEach(
                            message -> {
                                unread++;
                                mentioning += CountMentions.mentions(seat, message) ? 1 : 0;
                            });
        }

        private Set<Long> followed(List<Item> items) {
            var roots = items.stream().flatMap(item -> item.event().threadRoot().stream()).toList();
            return seat.inside().isCollapsed() && !roots.isEmpty()
                    ? follows.followed(seat.person(), seat.room(), roots)
                    : Set.of();
        }

        private boolean isUnread(FoldedMessage message, Set<Long> followed) {
            var root = message.threadRoot();
            return message.deleted() == null
                    && !message.actor().id().equals(seat.person())
                    && (!seat.inside().isCollapsed() || root == null || followed.contains(root));
        }
    }
}
