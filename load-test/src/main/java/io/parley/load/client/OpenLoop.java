package io.parley.load.client;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends at a fixed rate, whatever happens to what was sent before. */
public final class OpenLoop {

    private static final int TEXT_CHARS = 150;
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int LOOK_MILLIS = 20;

    private final Deliveries deliveries;
    private int next;

    public OpenLoop(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * Counts anew, lets the speakers send in turn, and waits until so many deliveries are made, or
     * no longer than twenty seconds.
     */
    public void send(List<StompClient> speakers, int rate, int count, long deliveriesExpected) {
        deliveries.begin(next);
        var begin = System.nanoTime();
        for (var i = 0; i < count; i++) {
            var due = begin + i * TimeUnit.SECONDS.toNanos(1) / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            deliveries.intend(next, due);
            speakers.get(i % speakers.size()).send(People.draft(text(next)));
            next++;
        }
        awaitDelivered(deliveriesExpected);
    }

    private static String text(int number) {
        var mark = "#%d# ".formatted(number);
        return mark + "x".repeat(TEXT_CHARS - mark.length());
    }

    private void awaitDelivered(long expected) {
        var end = System.nanoTime() + SETTLE_NANOS;
        while (deliveries.messages() < expected && System.nanoTime() < end) {
            Pause.millis(LOOK_MILLIS);
        }
    }
}
