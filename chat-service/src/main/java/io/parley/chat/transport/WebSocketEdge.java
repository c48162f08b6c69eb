package io.parley.chat.transport;

import io.parley.chat.edge.EdgeSession;
import io.parley.chat.edge.EncodedFrame;
import io.parley.chat.edge.StompFrames;
import io.parley.model.wire.CloseCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * A session on the servlet container's WebSocket. The container's writes block, so a virtual thread
 * does them: it lives from the first frame of a burst to the last one. Frames that wait together
 * leave as one WebSocket message. A session that is written to often is held back a little (a token
 * bucket of {@link #WRITE_BURST} writes, one more each {@code coalesce}), so that its frames join.
 */
public final class WebSocketEdge implements EdgeSession {

    private static final int BATCH_BYTES = 16 * 1024;
    private static final int WRITE_BURST = 4;

    /** No STOMP frame is empty: this one leaves as a ping of the WebSocket itself. */
    private static final EncodedFrame PING = new EncodedFrame("", "", 0);

    private final String id;
    private final WebSocketSession socket;
    private final int maxQueuedBytes;
    private final long coalesceNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasRoom = lock.newCondition();
    private final Condition hasHeadroom = lock.newCondition();

    // All guarded by the lock
    private final ArrayDeque<EncodedFrame> queue = new ArrayDeque<>(0);
    private int queuedBytes;
    private boolean isWriting;
    private boolean isOpen = true;
    private @Nullable CloseStatus closeWhenWritten;
    private @Nullable CloseCode endCode;

    /** The writer's own: when the next write of a steady stream is due. */
    private long nextWriteAt = System.nanoTime();

    /** When the write in progress began, 0 without one. */
    private volatile long writeBeganAt;

    private volatile long wroteAt = System.nanoTime();

    public WebSocketEdge(String id, WebSocketSession socket, ChatLimits limits) {
        this.id = id;
        this.socket = socket;
        this.maxQueuedBytes = (int) limits.queue().toBytes();
        this.coalesceNanos = limits.coalesce().toNanos();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Offer offer(EncodedFrame frame) {
        var outcome = offer(frame, maxQueuedBytes);
        if (outcome == Offer.FULL) {
            close(CloseCode.SLOW_CONSUMER, "reads too slowly, resume");
        }
        return outcome;
    }

    @Override
    public Offer tryOffer(EncodedFrame frame) {
        return offer(frame, crowdedBytes());
    }

    @Override
    public Offer offerIfIdle(EncodedFrame frame) {
        return offer(frame, maxQueuedBytes / 4);
    }

    private Offer offer(EncodedFrame frame, int limit) {
        lock.lock();
        try {
            if (!isOpen) {
                return Offer.CLOSED;
            }
            if (queuedBytes + weight(frame) > limit) {
                return Offer.FULL;
            }
            enqueue(frame);
            return Offer.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int queuedBytes() {
        lock.lock();
        try {
            return queuedBytes;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitRoom(Duration patience) throws InterruptedException {
        return awaitAtMost(maxQueuedBytes / 4, hasRoom, patience);
    }

    @Override
    public boolean awaitHeadroom(Duration patience) throws InterruptedException {
        return awaitAtMost(crowdedBytes(), hasHeadroom, patience);
    }

    /** What comes beyond this is for answers alone. */
    private int crowdedBytes() {
        return maxQueuedBytes - maxQueuedBytes / 4;
    }

    private boolean awaitAtMost(int bytes, Condition condition, Duration patience)
            throws InterruptedException {
        var nanos = patience.toNanos();
        lock.lock();
        try {
            while (isOpen && queuedBytes > bytes) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = condition.awaitNanos(nanos);
            }
            return isOpen;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (end(code)) {
            // The container's close waits for a write in progress: not on the caller's thread
            Thread.startVirtualThread(() -> closeSocket(Closing.status(code, reason)));
        }
    }

    @Override
    public int drop(String subscription) {
        lock.lock();
        try {
            var before = queue.size();
            queue.removeIf(frame -> StompFrames.isOf(frame, subscription));
            queuedBytes = queue.stream().mapToInt(this::weight).sum();
            wakeAll();
            return before - queue.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closeNowAfter(EncodedFrame last, CloseCode code, String reason) {
        closeAfter(last, code, Closing.status(code, reason), true);
    }

    @Override
    public void closeAfter(EncodedFrame last, CloseCode code, String reason) {
        closeAfter(last, code, Closing.status(code, reason), false);
    }

    /** Closes as the peer asked, after {@code last} where there is one. */
    public void closeNormally(Optional<EncodedFrame> last) {
        closeAfter(last.orElse(EncodedFrame.HEART_BEAT), null, CloseStatus.NORMAL, false);
    }

    private void closeAfter(
            EncodedFrame last, @Nullable CloseCode code, CloseStatus status, boolean dropsQueue) {
        lock.lock();
        try {
            if (!isOpen) {
                return;
            }
            if (dropsQueue) {
                queue.clear();
                queuedBytes = 0;
            }
            isOpen = false;
            endCode = code;
            closeWhenWritten = status;
            enqueue(last);
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /** The peer or the container has closed. */
    public void closed() {
        end(null);
    }

    /** With what this side ended the session; empty where the peer did. */
    public Optional<CloseCode> endCode() {
        lock.lock();
        try {
            return Optional.ofNullable(endCode);
        } finally {
            lock.unlock();
        }
    }

    /** Asks the peer's WebSocket layer for a sign of life. */
    public void ping() {
        offer(PING);
    }

    /** True where a write has been blocked for longer than {@code limit}. */
    public boolean isStuckFor(Duration limit) {
        var began = writeBeganAt;
        return began != 0 && System.nanoTime() - began > limit.toNanos();
    }

    /** Drops the connection without waiting for the peer. */
    public void abort(CloseCode code, String reason) {
        end(code);
        Thread.startVirtualThread(() -> closeSocket(Closing.status(code, reason)));
    }

    public boolean wasQuietFor(Duration time) {
        return System.nanoTime() - wroteAt > time.toNanos();
    }

    private void enqueue(EncodedFrame frame) {
        queue.addLast(frame);
        queuedBytes += weight(frame);
        if (!isWriting) {
            isWriting = true;
            Thread.startVirtualThread(this::writeAll);
        }
    }

    /** Drops the queue; false where it had ended before. */
    private boolean end(@Nullable CloseCode code) {
        lock.lock();
        try {
            var wasOpen = isOpen;
            isOpen = false;
            endCode = wasOpen ? code : endCode;
            queue.clear();
            queuedBytes = 0;
            wakeAll();
            return wasOpen;
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        hasRoom.signalAll();
        hasHeadroom.signalAll();
    }

    private void writeAll() {
        try {
            while (hasMore()) {
                holdBack();
                write(nextBatch());
            }
        } catch (IOException | IllegalStateException gone) {
            end(null);
            closeSocket(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False where all is written: then this writer is done, and the next frame starts another. */
    private boolean hasMore() {
        lock.lock();
        try {
            if (!queue.isEmpty()) {
                return true;
            }
            isWriting = false;
            if (closeWhenWritten != null) {
                var status = closeWhenWritten;
                closeWhenWritten = null;
                Thread.startVirtualThread(() -> closeSocket(status));
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void holdBack() throws InterruptedException {
        var now = System.nanoTime();
        var due = Math.max(nextWriteAt, now - WRITE_BURST * coalesceNanos);
        if (due > now && queuedBytes() < BATCH_BYTES) {
            TimeUnit.NANOSECONDS.sleep(due - now);
            now = due;
        }
        nextWriteAt = Math.min(due, now) + coalesceNanos;
    }

    /**
     * A frame that alone exceeds the queue is shared with others and would never fit: it counts so
     * much that nothing of its kind fits beside it, and receipts still do.
     */
    private int weight(EncodedFrame frame) {
        return Math.min(frame.bytes(), crowdedBytes() - maxQueuedBytes / 4);
    }

    /** Null where the queue was dropped meanwhile. */
    private @Nullable EncodedFrame nextBatch() {
        lock.lock();
        try {
            var first = queue.pollFirst();
            return first == null ? null : batch(first);
        } finally {
            if (queuedBytes <= maxQueuedBytes / 4) {
                hasRoom.signalAll();
            }
            if (queuedBytes <= crowdedBytes()) {
                hasHeadroom.signalAll();
            }
            lock.unlock();
        }
    }

    private EncodedFrame batch(EncodedFrame first) {
        queuedBytes -= weight(first);
        var next = queue.peekFirst();
        if (isPing(first) || next == null || isPing(next) || first.bytes() > BATCH_BYTES) {
            return first;
        }
        var batch = new StringBuilder(first.text()).append(first.rest());
        var bytes = first.bytes();
        while (next != null && !isPing(next) && bytes + next.bytes() <= BATCH_BYTES) {
            queue.removeFirst();
            queuedBytes -= weight(next);
            bytes += next.bytes();
            batch.append(next.text()).append(next.rest());
            next = queue.peekFirst();
        }
        return new EncodedFrame(batch.toString(), "", bytes);
    }

    private static boolean isPing(EncodedFrame frame) {
        return frame.text().isEmpty();
    }

    private void write(@Nullable EncodedFrame batch) throws IOException {
        if (batch == null) {
            return;
        }
        if (isPing(batch)) {
            send(new PingMessage());
        } else {
            for (var part = new FramePart(batch, 0); ; part = part.next()) {
                send(new TextMessage(part.text(), part.isLast()));
                if (part.isLast()) {
                    return;
                }
            }
        }
    }

    private void send(WebSocketMessage<?> message) throws IOException {
        writeBeganAt = System.nanoTime();
        try {
            socket.sendMessage(message);
        } finally {
            wroteAt = System.nanoTime();
            writeBeganAt = 0;
        }
    }

    private void closeSocket(CloseStatus status) {
        try {
            socket.close(status);
        } catch (IOException | IllegalStateException alreadyGone) {
            // nothing left to close
        }
    }
}
