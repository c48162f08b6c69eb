package io.parley.gateway.limits;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.parley.gateway.settings.ServiceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * The keys that access tokens are checked with, asked of user-service every minute: it publishes a
 * new one ten minutes before it signs. While there are none yet, every two seconds.
 */
@Component
class VerificationKeys implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(VerificationKeys.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int LOOKS_PER_MINUTE = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int MOST_KEYS = 32;
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient client = HttpClient.create();
    private final String address;
    private volatile Map<String, JWSVerifier> verifiers = Map.of();
    private @Nullable Disposable looks;

    VerificationKeys(ServiceSettings settings) {
        this.address = settings.userUrl().replaceFirst("/$", "") + "/.well-known/jwks.json";
    }

    Optional<JWSVerifier> verifier(@Nullable String keyId) {
        return keyId == null ? Optional.empty() : Optional.ofNullable(verifiers.get(keyId));
    }

    @Override
    public void start() {
        looks =
                Flux.interval(Duration.ZERO, LOOK)
                        .onBackpressureDrop()
                        .filter(look -> verifiers.isEmpty() || look % LOOKS_PER_MINUTE == 0)
                        .concatMap(look -> fetch(), 1)
                        .subscribe();
    }

    private Mono<Void> fetch() {
        return client.get()
                .uri(address)
                .responseSingle(
                        (response, body) ->
                                response.status().code() == OK
                                        ? body.asByteArray()
                                        : Mono.error(new IOException("status")))
                .timeout(PATIENCE)
                .doOnNext(this::take)
                .onErrorResume(
                        failure -> {
                            LOG.atDebug().log("The keys of access tokens are not known yet");
                            return Mono.empty();
                        })
                .then();
    }

    private void take(byte[] json) {
        try {
            var found = json.length > MOST_BYTES ? new JWKSet() : parse(json);
            var next = new HashMap<String, JWSVerifier>();
            for (var key : found.getKeys().stream().limit(MOST_KEYS).toList()) {
                if (key instanceof ECKey curve && curve.getKeyID() != null) {
                    next.put(curve.getKeyID(), new ECDSAVerifier(curve));
                }
            }
            if (!next.isEmpty()) {
                verifiers = Map.copyOf(next);
            }
        } catch (ParseException | JOSEException e) {
            LOG.atDebug().log("The keys of access tokens cannot be read");
        }
    }

    private static JWKSet parse(byte[] json) throws ParseException {
        return JWKSet.parse(new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public void stop() {
        if (looks != null) {
            looks.dispose();
            looks = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looks != null;
    }
}
