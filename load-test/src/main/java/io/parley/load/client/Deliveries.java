package io.parley.load.client;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts what arrives. A text of the load begins with {@code #number#}; its latency runs from the
 * time at which it should have been sent, so that a stall of the sender counts too.
 */
public final class Deliveries {

    /** Where a body's text begins: Parley's JSON has no spaces. */
    private static final byte[] MARK = "\"text\":\"#".getBytes(StandardCharsets.UTF_8);

    private static final long LONGEST_MICROS = 120_000_000;
    private static final int DIGITS = 3;

    private final AtomicLongArray intended;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong webSocketMessages = new AtomicLong();
    private final Histogram latency = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private volatile int from;

    public Deliveries(int capacity) {
        this.intended = new AtomicLongArray(capacity);
    }

    /** From here on texts with this number or a later one count, and nothing before. */
    public void begin(int number) {
        from = number;
        messages.set(0);
        webSocketMessages.set(0);
        latency.reset();
    }

    void intend(int number, long nanoTime) {
        intended.set(number, nanoTime);
    }

    /** Messages that have come. */
    public long messages() {
        return messages.get();
    }

    /** WebSocket messages that carried them. */
    public long webSocketMessages() {
        return webSocketMessages.get();
    }

    /** Times from sending to delivery, in microseconds. */
    public Histogram latencyMicros() {
        return latency;
    }

    /**
     * One WebSocket message; it may hold several STOMP frames.
     *
     * @return how many of them count
     */
    int received(ByteBuf content, long now) {
        var found = 0;
        var at = content.readerIndex();
        while ((at = find(content, at)) >= 0) {
            var number = number(content, at);
            if (number >= from && number < intended.length()) {
                found++;
                var micros = (now - intended.get(number)) / 1_000;
                latency.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
            }
        }
        if (found > 0) {
            messages.addAndGet(found);
            webSocketMessages.incrementAndGet();
        }
        return found;
    }

    /** The index behind the next mark, or -1. */
    private static int find(ByteBuf content, int from) {
        var at = from;
        while ((at = content.forEachByte(at, content.writerIndex() - at, HASH)) >= 0) {
            if (endsWithMark(content, at)) {
                return at + 1;
            }
            at++;
        }
        return -1;
    }

    private static final ByteProcessor HASH = value -> value != '#';

    private static boolean endsWithMark(ByteBuf content, int hash) {
        var begin = hash - MARK.length + 1;
        if (begin < content.readerIndex()) {
            return false;
        }
        for (var i = 0; i < MARK.length; i++) {
            if (content.getByte(begin + i) != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuf content, int from) {
        var number = 0;
        for (var at = from; at < content.writerIndex(); at++) {
            var digit = content.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
