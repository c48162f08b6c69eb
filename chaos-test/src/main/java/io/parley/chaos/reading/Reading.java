package io.parley.chaos.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a client does with the marks of a person's rooms: moves one now and then to any message that
 * it has seen, as a rule forwards. A move without a receipt is not repeated.
 */
public final class Reading {

    private static final long INTERVAL = 1_500_000_000L;
    private static final double BACK = 0.15;

    private final RandomGenerator random;
    private final Map<String, Move> pending = new HashMap<>();
    private long nextAt = System.nanoTime();
    private long number;

    public Reading(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A mark on its way.
     *
     * @param isBack whether it goes there also from further on
     */
    public record Move(String room, long seq, boolean isBack) {}

    /**
     * The frame of a move if one is due.
     *
     * @param cursors the newest seq that the client has seen, by room
     */
    public Optional<String> next(long now, Map<String, Long> cursors) {
        if (now - nextAt < 0) {
            return Optional.empty();
        }
        nextAt = now + INTERVAL;
        var seen = cursors.entrySet().stream().filter(room -> room.getValue() > 0).toList();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        var room = seen.get(random.nextInt(seen.size()));
        var seq = random.nextLong(room.getValue() + 1);
        var move = new Move(room.getKey(), seq, random.nextDouble() < BACK);
        var receipt = "r/" + ++number;
        pending.put(receipt, move);
        return Optional.of(frame(move, receipt));
    }

    /** Takes a receipt; empty where it is of no move. */
    public Optional<Move> receipted(String receipt) {
        return Optional.ofNullable(pending.remove(receipt));
    }

    /** What has no receipt by now gets none. */
    public void endSession() {
        pending.clear();
    }

    private static String frame(Move move, String receipt) {
        return ("SEND\ndestination:/app/rooms/%s/read\ncontent-type:application/json\nreceipt:%s\n\n"
                        + "{\"seq\":%d,\"op\":\"%s\"}\0")
                .formatted(move.room, receipt, move.seq, move.isBack ? "unread" : "read");
    }
}
