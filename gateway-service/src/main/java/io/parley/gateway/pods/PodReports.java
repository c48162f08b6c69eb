package io.parley.gateway.pods;

import io.parley.gateway.settings.ServiceSettings;
import io.parley.model.room.PodLoad;
import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks a pod how busy it is, and tells it how busy all are. */
@Component
class PodReports {

    private static final Logger LOG = LoggerFactory.getLogger(PodReports.class);
    private static final Duration PATIENCE = Duration.ofMillis(900);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.create();
    private final ServiceTokens tokens;

    PodReports(ServiceSettings settings) {
        this.tokens =
                new ServiceTokens(
                        settings.internalSecret(), ServiceName.GATEWAY, Clock.systemUTC());
    }

    /**
     * Completes when the pod has answered or is known not to; never fails.
     *
     * @param evenness told to the pod, which may be too full
     */
    Mono<Void> ask(Pod pod, Optional<Evenness> evenness) {
        var question =
                pod.uri()
                        .resolve(
                                InternalApi.PREFIX
                                        + "/load"
                                        + evenness.map(Evenness::query).orElse(""));
        return Mono.defer(() -> ask(pod, question, pod.upgrades()))
                .timeout(PATIENCE)
                .onErrorResume(
                        failure -> {
                            lost(pod, failure);
                            return Mono.empty();
                        });
    }

    private Mono<Void> ask(Pod pod, URI question, long upgradesBefore) {
        return client.headers(
                        headers ->
                                headers.set(InternalApi.TOKEN_HEADER, tokens.to(ServiceName.CHAT)))
                .get()
                .uri(question)
                .responseSingle(
                        (response, body) ->
                                response.status().code() == OK
                                        ? body.asByteArray()
                                        : Mono.error(
                                                new IOException(
                                                        "status " + response.status().code())))
                .map(json -> Json.MAPPER.readValue(json, PodLoad.class))
                .switchIfEmpty(Mono.error(() -> new IOException("empty answer")))
                .doOnNext(load -> pod.reported(load, upgradesBefore))
                .then();
    }

    private static void lost(Pod pod, Throwable failure) {
        if (pod.accepting()) {
            LOG.atWarn()
                    .addKeyValue("podId", pod.name())
                    .addKeyValue("reason", String.valueOf(failure.getMessage()))
                    .log("Chat pod does not answer: it gets nobody");
        }
        pod.lost();
    }
}
