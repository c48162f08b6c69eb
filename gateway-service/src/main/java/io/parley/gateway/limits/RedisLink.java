package io.parley.gateway.limits;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.gateway.settings.LimitSettings;
import io.parley.redis.RedisConnection;
import io.parley.redis.RedisConnections;
import io.parley.redis.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The connection to Redis, asked every second whether it answers soon enough. Whoever needs Redis
 * does without it otherwise, and waits for nothing.
 */
@Component
class RedisLink implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final int SILENT_ASKS = 4;

    private final RedisSettings settings;
    private final Duration patience;
    private volatile @Nullable RedisConnections redis;
    private @Nullable Disposable asks;
    private volatile @Nullable RedisConnection connection;
    private volatile boolean answering;
    private int unanswered;
    private String lastReason = "";

    RedisLink(RedisSettings settings, LimitSettings limits, MeterRegistry meters) {
        this.settings = settings;
        this.patience = limits.redisPatience();
        // who has chosen to count alone is not alarmed by it
        if (settings.isSet()) {
            meters.gauge("parley.gateway.limits.shared", this, link -> link.answering ? 1 : 0);
        }
    }

    /** Empty where Redis is away or slow. */
    Optional<RedisClusterAsyncCommands<String, String>> commands() {
        var open = connection;
        return open == null || !answering ? Optional.empty() : Optional.of(open.async());
    }

    /** What Redis does not let this gateway do. */
    List<String> missingRights() {
        var connections = redis;
        return connections == null ? List.of() : connections.rights().missing();
    }

    /**
     * A command was not answered in time: nobody else shall wait before it has been asked again.
     */
    void silent() {
        if (answering) {
            LOG.atWarn().log("Redis does not answer: this gateway counts alone");
            answering = false;
        }
    }

    @Override
    public void start() {
        if (!settings.isSet()) {
            return;
        }
        var connections = RedisConnections.withFewThreads(settings);
        redis = connections;
        asks =
                Flux.interval(Duration.ZERO, ASK, Schedulers.boundedElastic())
                        .onBackpressureDrop()
                        .concatMap(tick -> ask(connections), 1)
                        .subscribe();
    }

    private Mono<Void> ask(RedisConnections from) {
        var open = connection;
        var answer = open == null ? connect(from) : ping(open);
        return answer.onErrorResume(
                failure -> {
                    unheard();
                    return Mono.empty();
                });
    }

    private Mono<Void> connect(RedisConnections from) {
        return Mono.fromCompletionStage(from::connect)
                .doOnError(this::explain)
                .doOnNext(fresh -> connection = fresh)
                .flatMap(this::ping);
    }

    /** The server that counts is asked, which on a cluster is one of many. */
    private Mono<Void> ping(RedisConnection open) {
        return Mono.when(
                        Mono.fromCompletionStage(open::ask),
                        Mono.fromCompletionStage(() -> open.async().exists(Tier.SOME_KEY)))
                .thenReturn(open)
                .timeout(ASK)
                .elapsed()
                .doOnNext(answer -> heard(Duration.ofMillis(answer.getT1())))
                .then();
    }

    /** Once for each time that Redis is away. */
    private void explain(Throwable failure) {
        var reason = RedisConnections.explain(failure);
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            LOG.atWarn().addKeyValue("reason", reason).log("This gateway counts alone");
        }
    }

    private void heard(Duration after) {
        unanswered = 0;
        lastReason = "";
        if (after.compareTo(patience) > 0) {
            silent();
        } else if (!answering) {
            LOG.atInfo().log("Redis answers: gateways count together");
            answering = true;
        }
    }

    /** A connection that is gone or silent for long is replaced. */
    private void unheard() {
        silent();
        unanswered++;
        var open = connection;
        if (open != null && (!open.isOpen() || unanswered >= SILENT_ASKS)) {
            unanswered = 0;
            connection = null;
            var _ = open.closeAsync();
        }
    }

    @Override
    public void stop() {
        answering = false;
        if (asks != null) {
            asks.dispose();
            asks = null;
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    public boolean isRunning() {
        return asks != null;
    }
}
