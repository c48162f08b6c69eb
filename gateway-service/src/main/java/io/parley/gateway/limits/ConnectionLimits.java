package io.parley.gateway.limits;

import io.parley.gateway.edge.ClientAddresses;
import io.parley.gateway.edge.Refusals;
import io.parley.gateway.edge.RefusedException;
import io.parley.gateway.settings.ConnectionSettings;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * How many WebSockets a network may have at this gateway and how fast it may open them. Counted
 * here and not in Redis: a connection costs this process, and it must be refused without asking
 * anybody.
 */
@Component
public class ConnectionLimits {

    private static final int SECONDS_AT_ONCE = 10;
    private static final long FULL_WAIT_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final long MICROS_PER_MILLI = 1_000;

    private final ClientAddresses addresses;
    private final Refusals refusals;
    private final int most;
    private final Rate pace;
    private final Offenders offenders;
    private final LocalBuckets paces = LocalBuckets.ofThisProcess();

    /** Holds nobody who has none open. */
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    ConnectionLimits(ClientAddresses addresses, ConnectionSettings settings, Refusals refusals) {
        this.addresses = addresses;
        this.refusals = refusals;
        this.most = settings.perAddress();
        this.pace =
                Rate.perSecond(settings.newPerSecond(), settings.newPerSecond() * SECONDS_AT_ONCE);
        this.offenders = new Offenders(settings.misdeedsPerAddress(), System::nanoTime);
    }

    /**
     * A place for one more.
     *
     * @throws RefusedException if its network has to wait
     */
    public ConnectionSlot admit(ServerHttpRequest request) {
        var network = Network.of(addresses.of(request));
        var wait = Math.ceilDiv(paces.take(network, pace), MICROS_PER_MILLI);
        if (wait > 0) {
            throw refused("sockets-pace", wait, "Too many new connections from this address.");
        }
        if (!enters(network)) {
            throw refused(
                    "sockets-open", FULL_WAIT_MILLIS, "Too many open connections of this address.");
        }
        return new ConnectionSlot(this, network, penalty(network));
    }

    private Duration penalty(String network) {
        var penalty = Duration.ofNanos(offenders.waitNanos(network));
        if (penalty.isPositive()) {
            refusals.count("sockets-penalty");
        }
        return penalty;
    }

    private boolean enters(String network) {
        var entered = new boolean[1];
        open.compute(
                network,
                (_, before) -> {
                    var others = before == null ? 0 : before;
                    entered[0] = others < most;
                    return entered[0] ? Integer.valueOf(others + 1) : before;
                });
        return entered[0];
    }

    void left(String network) {
        open.computeIfPresent(network, (_, before) -> before == 1 ? null : before - 1);
    }

    void misbehaved(String network) {
        offenders.add(network);
    }

    private RefusedException refused(String reason, long millis, String detail) {
        refusals.count(reason);
        return TooMany.forMillis(millis, detail);
    }
}
