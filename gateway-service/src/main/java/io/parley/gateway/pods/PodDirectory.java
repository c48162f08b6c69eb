package io.parley.gateway.pods;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The chat pods, asked for their load every second. A pod that does not answer gets nobody. */
@Component
public class PodDirectory implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PodDirectory.class);
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final PodAddresses addresses;
    private final PodReports reports;
    private final MultiGauge sockets;

    /** Replaced as a whole by the one round that runs at a time. */
    private volatile Map<URI, Pod> pods = Map.of();

    private volatile boolean asked;
    private @Nullable Disposable rounds;

    PodDirectory(PodAddresses addresses, PodReports reports, MeterRegistry meters) {
        this.addresses = addresses;
        this.reports = reports;
        this.sockets =
                MultiGauge.builder("parley.gateway.sockets")
                        .description("Open WebSockets by chat pod")
                        .register(meters);
        meters.gauge("parley.gateway.pods.accepting", this, PodDirectory::accepting);
    }

    /** All that are known, whether they may be given anybody or not. */
    Collection<Pod> all() {
        return pods.values();
    }

    /** True once every pod has been asked. */
    boolean asked() {
        return asked;
    }

    int accepting() {
        return (int) pods.values().stream().filter(Pod::accepting).count();
    }

    @Override
    public void start() {
        rounds =
                Flux.interval(Duration.ZERO, ROUND)
                        .onBackpressureDrop()
                        .concatMap(tick -> round(), 1)
                        .subscribe();
    }

    @Override
    public void stop() {
        if (rounds != null) {
            rounds.dispose();
            rounds = null;
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }

    private Mono<Void> round() {
        return Mono.fromCallable(addresses::now)
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(this::follow)
                .flatMap(found -> askAll())
                .then(Mono.<Void>fromRunnable(this::rounded))
                .onErrorResume(
                        failure -> {
                            LOG.atError().setCause(failure).log("Asking the chat pods failed");
                            return Mono.empty();
                        });
    }

    /** Each hears how full all of them were at the end of the last round. */
    private Mono<Void> askAll() {
        var known = List.copyOf(pods.values());
        var evenness = Evenness.of(known);
        return Flux.fromIterable(known).flatMap(pod -> reports.ask(pod, evenness)).then();
    }

    private void follow(List<URI> found) {
        var next = new LinkedHashMap<URI, Pod>();
        found.forEach(uri -> next.put(uri, pods.getOrDefault(uri, new Pod(uri))));
        pods = next;
    }

    private void rounded() {
        asked = true;
        var names = pods.values().stream().map(Pod::name).distinct();
        var rows =
                names.<MultiGauge.Row<?>>map(
                                name ->
                                        MultiGauge.Row.of(
                                                Tags.of("pod", name), this, all -> all.open(name)))
                        .toList();
        // Those that stay are not made anew: who asks meanwhile would see them twice
        sockets.register(rows, false);
    }

    private long open(String name) {
        return pods.values().stream()
                .filter(pod -> pod.name().equals(name))
                .mapToLong(Pod::open)
                .sum();
    }
}
