package io.parley.gateway.pods;

import io.parley.model.room.PodLoad;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One chat pod as the gateway knows it: what it last said of itself, and what was sent to it since.
 * Between two reports many sockets can arrive; without counting them a burst would all go to the
 * pod that looked empty.
 */
public final class Pod {

    private record Report(PodLoad load, long upgradesBefore) {}

    private final URI uri;
    private final AtomicLong upgrades = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private volatile @Nullable Report report;

    Pod(URI uri) {
        this.uri = uri;
    }

    public URI uri() {
        return uri;
    }

    /** Takes the pod out until it reports again: it did not answer. */
    public void lost() {
        report = null;
    }

    /** A socket to it is being opened. */
    public void upgrading() {
        upgrades.incrementAndGet();
    }

    public void opened() {
        open.incrementAndGet();
    }

    public void closed() {
        open.decrementAndGet();
    }

    /** Sockets open through this gateway. */
    int open() {
        return open.get();
    }

    /** To be handed back with the report that was asked for at this moment. */
    long upgrades() {
        return upgrades.get();
    }

    void reported(PodLoad load, long upgradesBefore) {
        report = new Report(load, upgradesBefore);
    }

    boolean accepting() {
        var last = report;
        return last != null && last.load().accepting();
    }

    /** Sessions it reported and sockets sent to it since. */
    long load() {
        var last = report;
        return last == null
                ? Long.MAX_VALUE
                : last.load().sessions() + upgrades.get() - last.upgradesBefore();
    }

    /** Sockets sent to it since it was asked last. */
    long sentSinceReport() {
        var last = report;
        return last == null ? 0 : upgrades.get() - last.upgradesBefore();
    }

    /** Its own name, or its address as long as that is unknown. */
    String name() {
        var last = report;
        return last == null ? uri.getAuthority() : last.load().podId();
    }
}
