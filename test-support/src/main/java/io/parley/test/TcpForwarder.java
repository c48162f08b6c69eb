package io.parley.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a service and a server on this machine, and can spoil what passes. */
public final class TcpForwarder implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int MOST_WORDS_CHARS = 64 * 1024;

    private final InetSocketAddress target;
    private final ServerSocket entrance;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    private volatile boolean isFrozen;
    private volatile @Nullable String frozenWord;
    private volatile @Nullable String spoiled;
    private volatile Duration answersLateBy = Duration.ZERO;

    public TcpForwarder(int targetPort) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        try {
            entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("forwarder").start(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Nothing passes any more on any connection, and none of them is closed. */
    public void freeze() {
        isFrozen = true;
        pairs.forEach(Pair::freeze);
    }

    /** Freezes only connections on which a client has said the word so far; new ones pass. */
    public void freezeThoseThatSaid(String word) {
        pairs.stream().filter(pair -> pair.said(word)).forEach(Pair::freeze);
    }

    /** Freezes connections on which a client has said the word, or says it from now on. */
    public void freezeThoseThatSay(String word) {
        frozenWord = word;
        freezeThoseThatSaid(word);
    }

    /** What was held back passes, and all that follows. */
    public void thaw() {
        isFrozen = false;
        frozenWord = null;
        pairs.forEach(Pair::thaw);
    }

    /**
     * From now on, on connections on which a client has said {@code word}, this text of the server
     * arrives as another one of the same length.
     */
    public void spoil(String word, String text) {
        pairs.stream().filter(pair -> pair.said(word)).forEach(pair -> pair.spoils = true);
        spoiled = text;
    }

    /** From now on what a server says arrives so much later, in its order, as on a slow link. */
    public void delayAnswers(Duration time) {
        answersLateBy = time;
    }

    @Override
    public void close() {
        closeQuietly(entrance);
        pairs.forEach(Pair::close);
    }

    private void accept() {
        try {
            while (true) {
                var client = entrance.accept();
                var server = new Socket();
                try {
                    server.connect(target);
                } catch (IOException refused) {
                    client.close();
                    continue;
                }
                var pair = new Pair(client, server);
                pairs.add(pair);
                pair.start();
            }
        } catch (IOException closed) {
            // that is the end of it
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyGone) {
            // nothing left to close
        }
    }

    private final class Pair {

        private final Socket client;
        private final Socket server;

        private final AtomicReference<String> words = new AtomicReference<>("");
        private volatile CountDownLatch thawed = new CountDownLatch(0);
        private volatile boolean spoils;

        /** Once late, always by way of {@code answers}. The pumping thread's own. */
        private boolean isLate;

        /** One after the other, also those that are late. */
        private final ExecutorService answers =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() throws IOException {
            if (isFrozen) {
                freeze();
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(client, server, true));
            Thread.ofVirtual().start(() -> pump(server, client, false));
        }

        boolean said(String word) {
            return words.get().contains(word);
        }

        synchronized void freeze() {
            if (thawed.getCount() == 0) {
                thawed = new CountDownLatch(1);
            }
        }

        private synchronized void note(String bytes) {
            if (words.get().length() < MOST_WORDS_CHARS) {
                words.updateAndGet(before -> before + bytes);
            }
            var word = frozenWord;
            if (word != null && said(word)) {
                freeze();
            }
        }

        synchronized void thaw() {
            thawed.countDown();
        }

        void close() {
            thaw();
            closeQuietly(client);
            closeQuietly(server);
            answers.shutdownNow();
            pairs.remove(this);
        }

        private void pump(Socket from, Socket to, boolean isClient) {
            try {
                pump(from.getInputStream(), to.getOutputStream(), isClient);
            } catch (IOException | RejectedExecutionException gone) {
                // the other direction ends with it
            } finally {
                close();
            }
        }

        private void pump(InputStream in, OutputStream out, boolean isClient) throws IOException {
            var buffer = new byte[BUFFER_BYTES];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                var bytes = new String(buffer, 0, n, ISO_8859_1);
                if (isClient) {
                    note(bytes);
                }
                awaitThaw();
                if (isClient) {
                    write(out, bytes.getBytes(ISO_8859_1));
                } else {
                    answer(out, fromServer(bytes));
                }
            }
            if (!isClient) {
                // what is still on its way arrives before the end
                answers.close();
            }
        }

        private void answer(OutputStream out, byte[] bytes) throws IOException {
            isLate |= answersLateBy.isPositive();
            if (isLate) {
                var due = System.nanoTime() + answersLateBy.toNanos();
                answers.execute(() -> writeWhenDue(out, bytes, due));
            } else {
                write(out, bytes);
            }
        }

        private void writeWhenDue(OutputStream out, byte[] bytes, long due) {
            try {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                write(out, bytes);
            } catch (IOException gone) {
                close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void write(OutputStream out, byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        private byte[] fromServer(String bytes) {
            var text = spoiled;
            return (spoils && text != null
                            ? bytes.replace(text, "\"".repeat(text.length()))
                            : bytes)
                    .getBytes(ISO_8859_1);
        }

        private void awaitThaw() throws IOException {
            try {
                thawed.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }
}
