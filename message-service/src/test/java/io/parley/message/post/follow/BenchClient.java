package io.parley.message.post.follow;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many followers on one thread: each checks that positions come in order, without hole or repeat.
 */
final class BenchClient implements Runnable {

    private static final int BUFFER = 256 * 1024;

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<Follower> followers = new ArrayList<>();
    private final long[] answeredAt;
    private final int[] delays;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private volatile boolean isRunning = true;

    /**
     * @param answeredAt when the POST of each position was answered, in nanoseconds
     * @param delays gets, for each event received, the microseconds since then
     */
    BenchClient(long[] answeredAt, int[] delays) throws IOException {
        this.answeredAt = answeredAt;
        this.delays = delays;
    }

    /** Connects and asks; call it before the thread runs. */
    void follow(int port, String token) throws IOException {
        var channel = SocketChannel.open();
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var request =
                "GET /posts/updates HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n"
                        + "Authorization: Bearer "
                        + token
                        + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
        channel.configureBlocking(false);
        var follower = new Follower(channel);
        followers.add(follower);
        channel.register(selector, SelectionKey.OP_READ, follower);
    }

    long received() {
        return received.get();
    }

    long wrong() {
        return wrong.get();
    }

    long open() {
        return open.get();
    }

    void stop() {
        isRunning = false;
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (isRunning) {
                selector.select(key -> ((Follower) key.attachment()).read(), 100);
            }
            for (var follower : followers) {
                follower.channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads lines; chunk sizes are lines too, and an event is far smaller than a chunk. */
    private final class Follower {

        private final SocketChannel channel;
        private final StringBuilder line = new StringBuilder();
        private long position = -1;
        private boolean isPost;
        private long id = -1;

        Follower(SocketChannel channel) {
            this.channel = channel;
        }

        void read() {
            try {
                buffer.clear();
                if (channel.read(buffer) < 0) {
                    wrong.incrementAndGet();
                    channel.close();
                    return;
                }
                for (buffer.flip(); buffer.hasRemaining(); ) {
                    accept((char) buffer.get());
                }
            } catch (IOException e) {
                wrong.incrementAndGet();
            }
        }

        private void accept(char next) {
            if (next == '\n') {
                line(line);
                line.setLength(0);
            } else if (line.length() < 32) {
                line.append(next);
            }
        }

        private void line(StringBuilder text) {
            if (text.isEmpty()) {
                event();
            } else if (startsWith(text, "id: ")) {
                id = Long.parseLong(text, 4, text.length(), 10);
            } else if (startsWith(text, "event: ")) {
                isPost = startsWith(text, "event: post.created");
            } else if (startsWith(text, "HTTP/1.1 ") && !startsWith(text, "HTTP/1.1 200")) {
                wrong.incrementAndGet();
            }
        }

        private void event() {
            if (id < 0) {
                return;
            }
            if (position < 0) {
                open.incrementAndGet();
            } else if (id != position + 1) {
                wrong.incrementAndGet();
            }
            position = id;
            if (isPost) {
                var nth = received.getAndIncrement();
                var sent = answeredAt[(int) (id % answeredAt.length)];
                delays[(int) (nth % delays.length)] =
                        sent == 0 ? 0 : (int) ((System.nanoTime() - sent) / 1_000);
            }
            id = -1;
            isPost = false;
        }
    }

    private static boolean startsWith(StringBuilder text, String start) {
        return text.length() >= start.length() && text.substring(0, start.length()).equals(start);
    }
}
