package io.parley.chat;

import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends numbered messages at a steady pace without waiting for receipts. When it hears of a refusal
 * it pauses for as long as it is asked to, and repeats all that has no receipt from there on, in
 * order, before it goes on.
 */
final class PipeliningSender implements AutoCloseable {

    private static final long EVERY_MILLIS = 40;

    private final StompConnection session;
    private final String destination;
    private final int most;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /**
     * The receipts that are awaited, by the number of the message. The timer's own, as the rest.
     */
    private final TreeMap<Integer, String> pending = new TreeMap<>();

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private int read;
    private int sent;
    private int firstRefused = Integer.MAX_VALUE;
    private long repeatAt;
    private volatile boolean isDone;

    PipeliningSender(StompConnection session, String destination, int most) {
        this.session = session;
        this.destination = destination;
        this.most = most;
        var _ = timer.scheduleAtFixedRate(this::step, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether it has the receipts of all messages. */
    boolean isDone() {
        return isDone;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void step() {
        var frames = session.frames(_ -> true);
        frames.subList(read, frames.size()).forEach(this::onFrame);
        read = frames.size();
        if (firstRefused < Integer.MAX_VALUE) {
            if (System.nanoTime() - repeatAt >= 0) {
                pending.tailMap(firstRefused).keySet().forEach(this::send);
                firstRefused = Integer.MAX_VALUE;
            }
        } else if (sent < most) {
            send(++sent);
        }
        isDone = sent == most && pending.isEmpty();
    }

    private void onFrame(StompFrame frame) {
        if (frame.is("RECEIPT")) {
            var number = numbers.get(frame.header("receipt-id"));
            if (number != null) {
                pending.remove(number);
            }
        } else if ("error".equals(frame.header("x-type"))) {
            onRefusal(frame);
        }
    }

    /** One whose repeat has been sent since was refused before that: it is repeated already. */
    private void onRefusal(StompFrame frame) {
        var problem = frame.json();
        var receipt = problem.path("receiptId").asString("");
        var number = numbers.get(receipt);
        if (number != null && receipt.equals(pending.get(number))) {
            firstRefused = Math.min(firstRefused, number);
            repeatAt =
                    System.nanoTime()
                            + TimeUnit.MILLISECONDS.toNanos(problem.path("retryAfterMs").asLong());
        }
    }

    private void send(int number) {
        var receipt =
                session.send(
                        destination,
                        Map.of("clientMsgId", "n" + number, "text", "message " + number));
        pending.put(number, receipt);
        numbers.put(receipt, number);
    }
}
