package io.parley.chaos.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Carries the bytes of one direction of one connection, as the direction's toxics allow. */
final class Pump {

    private static final int BUFFER = 8 * 1024;

    /** Pauses of a limited bandwidth are cut into such parts, so that healing is felt soon. */
    private static final int MAX_PAUSE_MILLIS = 250;

    private final Socket from;
    private final Socket to;
    private final Direction direction;
    private final Filter filter;
    private final Line line = new Line();
    private final Runnable reset;
    private final Runnable ended;
    private long passed;
    private volatile boolean stopped;

    /**
     * @param reset breaks the connection
     * @param ended told when this direction has come to its orderly end
     */
    Pump(
            Socket from,
            Socket to,
            Direction direction,
            Filter filter,
            Runnable reset,
            Runnable ended) {
        this.from = from;
        this.to = to;
        this.direction = direction;
        this.filter = filter;
        this.reset = reset;
        this.ended = ended;
    }

    void start() {
        var _ = Thread.ofVirtual().name("proxy-read").start(() -> guarded(this::read));
        var _ = Thread.ofVirtual().name("proxy-write").start(() -> guarded(this::write));
    }

    /** Nothing comes out any more. */
    void stop() {
        stopped = true;
        line.end();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (IOException lost) {
            stop();
            reset.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws IOException, InterruptedException {
        var in = from.getInputStream();
        var buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            for (var piece : filter.pass(Arrays.copyOf(buffer, n))) {
                line.put(piece, delay(direction.toxics()));
            }
        }
        line.end();
    }

    private static Duration delay(Toxics toxics) {
        long jitter = toxics.jitter().toMillis();
        return jitter == 0
                ? toxics.delay()
                : toxics.delay().plusMillis(ThreadLocalRandom.current().nextLong(jitter + 1));
    }

    private void write() throws IOException, InterruptedException {
        var out = to.getOutputStream();
        for (var bytes = line.take(); bytes.isPresent(); bytes = line.take()) {
            write(out, bytes.get());
        }
        // a reset must not look like an orderly end
        if (!stopped) {
            to.shutdownOutput();
            ended.run();
        }
    }

    private void write(OutputStream out, byte[] bytes) throws IOException, InterruptedException {
        int at = 0;
        while (at < bytes.length) {
            var toxics = direction.awaitThaw();
            int n = Math.min(bytes.length - at, most(toxics));
            out.write(bytes, at, n);
            at += n;
            passed += n;
            if (toxics.resetAfter() > 0 && passed >= toxics.resetAfter()) {
                throw new SocketException("reset on purpose");
            }
            throttle(toxics, n);
        }
    }

    private static int most(Toxics toxics) {
        int slice = toxics.slice() > 0 ? toxics.slice() : Integer.MAX_VALUE;
        long rate = toxics.bytesPerSecond();
        return rate > 0 ? (int) Math.min(slice, Math.max(1, rate / 10)) : slice;
    }

    /** Gives back what is left of the pause as soon as the limit is gone. */
    private void throttle(Toxics toxics, int written) throws InterruptedException {
        long rate = toxics.bytesPerSecond();
        long left = rate > 0 ? written * 1_000L / rate : 0;
        while (left > 0 && direction.toxics().bytesPerSecond() == rate) {
            Thread.sleep(Math.min(left, MAX_PAUSE_MILLIS));
            left -= MAX_PAUSE_MILLIS;
        }
    }
}
