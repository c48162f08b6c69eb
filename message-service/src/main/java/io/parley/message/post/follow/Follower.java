package io.parley.message.post.follow;

import io.parley.model.Role;
import io.parley.model.UserId;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream. It has no thread and no queue of events: it is a place in the list of the newest
 * changes, and whoever calls {@link #pump} (the container when the socket takes more, the fan-out
 * when there is more) moves it on as far as the socket takes it, without ever blocking. Before that
 * it is fed with parts of its backlog, one at a time.
 *
 * <p>The lock of this guards everything that changes.
 */
final class Follower implements WriteListener, AsyncListener {

    private static final int SLICE = 8 * 1024;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration LONGEST_STALL = Duration.ofSeconds(20);

    private final SignedIn who;
    private final AsyncContext stream;
    private final ServletOutputStream out;
    private final Loader loader;
    private final Consumer<Follower> gone;

    private final Queue<byte[]> own = new ArrayDeque<>(2);
    private @Nullable Iterator<byte[]> part;
    private Backlog.@Nullable Then then;
    private @Nullable Entry place;
    private long known;

    /** As the account has it now. */
    private Role role;

    private byte @Nullable [] sending;
    private int sent;
    private boolean isUnflushed;
    private boolean isClosing;
    private boolean isOver;
    private boolean isOpen;
    private long progressAt = System.nanoTime();

    Follower(
            SignedIn who,
            AsyncContext stream,
            ServletOutputStream out,
            Loader loader,
            Consumer<Follower> gone) {
        this.who = who;
        this.role = who.person().role();
        this.stream = stream;
        this.out = out;
        this.loader = loader;
        this.gone = gone;
    }

    /** Puts the first frames in; they leave when the container says that it is ready. */
    synchronized void begin(byte[] greeting, Backlog.Part first) {
        own.add(greeting);
        own.addAll(first.frames());
        then = first.then();
    }

    @Override
    public synchronized void onWritePossible() {
        isOpen = true;
        pump();
    }

    /** Sends as much as the socket takes. */
    synchronized void pump() {
        try {
            while (isOpen && !isOver && out.isReady() && sendSome()) {}
        } catch (IOException | IllegalStateException disconnected) {
            // the container ends the stream of a broken connection itself
            over();
        }
    }

    /** One step; false when there is nothing left to do. */
    private boolean sendSome() throws IOException {
        if (sending == null) {
            sending = next();
            sent = 0;
        }
        if (sending != null) {
            var length = Math.min(SLICE, sending.length - sent);
            out.write(sending, sent, length);
            sent += length;
            sending = sent == sending.length ? null : sending;
            isUnflushed = true;
            progressAt = System.nanoTime();
            return true;
        }
        if (isUnflushed) {
            isUnflushed = false;
            out.flush();
            return true;
        }
        if (isClosing) {
            complete();
        }
        return false;
    }

    private byte @Nullable [] next() {
        if (!own.isEmpty()) {
            return own.remove();
        }
        if (isClosing) {
            return null;
        }
        if (part != null) {
            if (part.hasNext()) {
                return part.next();
            }
            part = null;
            loader.release();
        }
        return place == null ? goOn() : nextLive();
    }

    private byte @Nullable [] goOn() {
        switch (then) {
            case Backlog.Live(Entry after, long position) -> {
                place = after;
                known = position;
                then = null;
                return nextLive();
            }
            case Backlog.More(Backlog backlog) -> {
                then = null;
                loader.load(this, backlog);
                return null;
            }
            case null -> {
                return null;
            }
        }
    }

    private byte @Nullable [] nextLive() {
        var entry = place == null ? null : place.next();
        for (; entry != null; entry = entry.next()) {
            place = entry;
            var frame = entry.position() > known ? entry.frameFor(role) : null;
            if (frame != null) {
                return frame;
            }
        }
        return null;
    }

    /** The part that was asked for; its place with the loader is given back when it is sent. */
    synchronized void take(Backlog.Part loaded) {
        if (isOver) {
            loader.release();
            return;
        }
        part = loaded.frames().iterator();
        then = loaded.then();
        pump();
    }

    /** Called each second: ends what is over, keeps the rest alive; true if it was too slow. */
    synchronized boolean look(Instant now, Entry newest, long maxLag) {
        if (isOver) {
            return false;
        }
        var idle = Duration.ofNanos(System.nanoTime() - progressAt);
        var isStuck = sending != null || isUnflushed;
        if ((isStuck && idle.compareTo(LONGEST_STALL) > 0) || isTooFarBehind(newest, maxLag)) {
            cut();
            return true;
        }
        if (!now.isBefore(who.expiresAt())) {
            end(Frames.notice("token.expired"));
        } else if (!isStuck && idle.compareTo(KEEP_ALIVE) >= 0) {
            probe();
        }
        return false;
    }

    private boolean isTooFarBehind(Entry newest, long maxLag) {
        return place != null && place.bytesTo(newest) > maxLag;
    }

    boolean isOf(UserId somebody) {
        return who.person().id().equals(somebody);
    }

    SignedIn who() {
        return who;
    }

    /**
     * What comes from now on is for other eyes than before. A backlog was read for the old ones:
     * that stream ends, and the client comes back from where it stands.
     */
    synchronized void actAs(Role now) {
        if (role == now || isOver || isClosing) {
            return;
        }
        role = now;
        if (place == null) {
            end(Frames.notice("role.changed"));
        } else {
            own.add(Frames.notice("role.changed"));
            pump();
        }
    }

    /** Writes a little, so that a broken connection is found. */
    synchronized void probe() {
        if (!isOver && own.isEmpty()) {
            own.add(Frames.KEEP_ALIVE);
            pump();
        }
    }

    /** Says a last word after what is being said, and closes. */
    synchronized void end(byte[] lastWord) {
        if (!isOver && !isClosing) {
            isClosing = true;
            own.add(lastWord);
            pump();
        }
    }

    /** Closes at once: the rest would take too long or too much memory. It resumes elsewhere. */
    synchronized void cut() {
        if (!isOver) {
            complete();
        }
    }

    private void complete() {
        over();
        try {
            stream.complete();
        } catch (IllegalStateException alreadyEnding) {
            // by the container, which is what was wanted
        }
    }

    private void over() {
        if (isOver) {
            return;
        }
        isOver = true;
        if (part != null) {
            loader.release();
        }
        part = null;
        place = null;
        then = null;
        sending = null;
        own.clear();
        gone.accept(this);
    }

    @Override
    public synchronized void onError(Throwable broken) {
        over();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        over();
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        over();
    }

    /** Without the completion the container would look for a page that tells of the error. */
    @Override
    public synchronized void onError(AsyncEvent event) {
        over();
        event.getAsyncContext().complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // a stream is not dispatched again
    }
}
