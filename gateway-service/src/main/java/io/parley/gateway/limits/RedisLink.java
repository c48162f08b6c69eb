package io.parley.gateway.limits;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.gateway.settings.LimitSettings;
import io.parley.gateway.settings.RedisSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int SILENT_ASKS = 4;
    private static final int FEWEST_THREADS = 2;

    private final RedisSettings settings;
    private final Duration patience;
    private @Nullable ClientResources resources;
    private @Nullable RedisClient client;
    private @Nullable Disposable asks;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private volatile boolean answering;
    private int unanswered;

    RedisLink(RedisSettings settings, LimitSettings limits, MeterRegistry meters) {
        this.settings = settings;
        this.patience = limits.redisPatience();
        meters.gauge("parley.gateway.limits.shared", this, link -> link.answering ? 1 : 0);
    }

    /** Empty where Redis is away or slow. */
    Optional<RedisAsyncCommands<String, String>> commands() {
        var open = connection;
        return open == null || !answering ? Optional.empty() : Optional.of(open.async());
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
        if (settings.url().isEmpty()) {
            return;
        }
        resources =
                ClientResources.builder()
                        .ioThreadPoolSize(FEWEST_THREADS)
                        .computationThreadPoolSize(FEWEST_THREADS)
                        .build();
        var address = RedisURI.create(settings.url());
        address.setTimeout(CONNECT);
        var made = RedisClient.create(resources, address);
        made.setOptions(
                ClientOptions.builder()
                        .autoReconnect(false)
                        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
                        .build());
        client = made;
        asks =
                Flux.interval(Duration.ZERO, ASK, Schedulers.boundedElastic())
                        .onBackpressureDrop()
                        .concatMap(tick -> ask(made, address), 1)
                        .subscribe();
    }

    private Mono<Void> ask(RedisClient from, RedisURI address) {
        var open = connection;
        var answer = open == null ? connect(from, address) : ping(open);
        return answer.onErrorResume(
                failure -> {
                    unheard();
                    return Mono.empty();
                });
    }

    private Mono<Void> connect(RedisClient from, RedisURI address) {
        return Mono.fromCompletionStage(() -> from.connectAsync(StringCodec.UTF8, address))
                .doOnNext(fresh -> connection = fresh)
                .flatMap(this::ping);
    }

    private Mono<Void> ping(StatefulRedisConnection<String, String> open) {
        return Mono.fromCompletionStage(() -> open.async().ping())
                .timeout(ASK)
                .elapsed()
                .doOnNext(answer -> heard(Duration.ofMillis(answer.getT1())))
                .then();
    }

    private void heard(Duration after) {
        unanswered = 0;
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
        if (client != null) {
            client.shutdown(Duration.ZERO, CONNECT);
        }
        if (resources != null) {
            var _ = resources.shutdown(0, CONNECT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public boolean isRunning() {
        return asks != null;
    }
}
