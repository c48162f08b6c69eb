package io.parley.chaos.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What a client has to send: new messages and changes at a steady pace, and those without a receipt
 * again after each reconnect, in order, before new ones.
 */
final class Outbox {

    /** Without a receipt at a time; the server allows 64. */
    private static final int WINDOW = 24;

    private final String client;
    private final List<RoomView> rooms;
    private final long interval;
    private final Trace trace;
    private final Tally tally;
    private final RandomGenerator random;
    private final Habits habits;
    private final Map<String, Draft> pending = new LinkedHashMap<>();

    /** When each of them was sent on this session, by receipt. */
    private final Map<String, Long> sentAt = new HashMap<>();

    /** Those of {@code pending} that were sent at least once, by receipt. */
    private final Set<String> attempted = new HashSet<>();

    /**
     * Rooms to which something was refused that is given up: the next message must not wait for it.
     */
    private final Set<String> givenUp = new HashSet<>();

    private final Map<String, Long> numbers = new HashMap<>();
    private volatile int size;
    private long nextAt = System.nanoTime();

    /**
     * A message on its way, or a change of one.
     *
     * @param cursor of the room's view when it was first sent: its seq will be larger
     */
    record Draft(RoomView view, long n, long cursor, Habits.Deed deed) {

        String receipt() {
            return "s/" + view.room() + "/" + n;
        }

        String room() {
            return view.room();
        }
    }

    Outbox(
            String client,
            List<RoomView> rooms,
            double perSecond,
            Trace trace,
            Tally tally,
            RandomGenerator random,
            Habits habits) {
        this.client = client;
        this.rooms = rooms;
        this.interval = perSecond == 0 ? Long.MAX_VALUE : (long) (1e9 / perSecond);
        this.trace = trace;
        this.tally = tally;
        this.random = random;
        this.habits = habits;
    }

    /** How many wait for a receipt. */
    int size() {
        return size;
    }

    /** True when one has waited longer than a client has patience for. */
    boolean isStuckFor(Duration patience, long now) {
        return sentAt.values().stream().anyMatch(at -> now - at > patience.toNanos());
    }

    /** When the next new message is due. */
    long nextAt() {
        return nextAt;
    }

    /** A new message if one is due. */
    Optional<Draft> next(long now) {
        if (rooms.isEmpty() || pending.size() >= WINDOW || now - nextAt < 0) {
            return Optional.empty();
        }
        // after an outage the pace goes on, it is not made up for
        nextAt = Math.max(nextAt + interval, now - interval);
        var view = rooms.get(random.nextInt(rooms.size()));
        long n = numbers.merge(view.room(), 1L, Long::sum);
        var draft = new Draft(view, n, view.cursor(), habits.next(view.timeline()));
        pending.put(draft.receipt(), draft);
        size = pending.size();
        return Optional.of(draft);
    }

    /** All without a receipt, the oldest first, to be sent on a new session. */
    List<Draft> unreceipted() {
        sentAt.clear();
        return new ArrayList<>(pending.values());
    }

    /** The frame of a message, which counts as sent now. */
    String frame(Draft draft) {
        long now = System.nanoTime();
        sentAt.put(draft.receipt(), now);
        trace.add(new TraceEvent.Invoked(now, draft.room(), draft.n()));
        return frame(draft, draft.receipt(), marks(draft));
    }

    /** What may have been sent on an earlier session is a repeat, however old it is. */
    private String marks(Draft draft) {
        var repeat = attempted.add(draft.receipt()) ? "" : "x-repeat:true\n";
        return givenUp.remove(draft.room()) ? repeat + "x-forget-refused:true\n" : repeat;
    }

    /** The same once more, whose receipt nobody waits for. */
    String repeat(Draft draft) {
        trace.add(new TraceEvent.Repeated(System.nanoTime(), draft.room(), draft.n()));
        return frame(draft, "again", "");
    }

    private String frame(Draft draft, String receipt, String marks) {
        var deed = draft.deed();
        return ("SEND\ndestination:/app/rooms/%s/%s\ncontent-type:application/json\nreceipt:%s\n%s\n"
                        + "{\"clientMsgId\":\"%s/%d\",%s}\0")
                .formatted(
                        draft.room(),
                        deed.verb(),
                        receipt,
                        marks,
                        client,
                        draft.n(),
                        deed.fields());
    }

    /** Takes a receipt; empty where nobody waits for it. */
    Optional<Draft> receipted(String receipt) {
        var draft = remove(receipt);
        draft.ifPresent(
                done -> {
                    trace.add(new TraceEvent.Receipted(System.nanoTime(), done.room(), done.n()));
                    tally.receipted();
                });
        return draft;
    }

    /** It will never appear: it is given up. */
    void rejected(String receipt, String code) {
        remove(receipt)
                .ifPresent(
                        draft -> {
                            givenUp.add(draft.room());
                            trace.add(
                                    new TraceEvent.Rejected(
                                            System.nanoTime(), draft.room(), draft.n(), code));
                        });
    }

    /** It may have been taken: it stays, to be repeated on the next session. */
    void unknown(String receipt) {
        var draft = pending.get(receipt);
        if (draft != null) {
            trace.add(new TraceEvent.Unknown(System.nanoTime(), draft.room(), draft.n()));
        }
    }

    private Optional<Draft> remove(String receipt) {
        var draft = Optional.ofNullable(pending.remove(receipt));
        sentAt.remove(receipt);
        attempted.remove(receipt);
        size = pending.size();
        return draft;
    }
}
