package io.parley.user.token;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.parley.user.token.StoredKeys.StoredKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * The keys that sign and check access tokens, kept for half a minute. A new key is published as
 * soon as it is stored and signs when its time has come: by then every service knows it.
 */
@Component
final class SigningKeys implements ApplicationRunner {

    private static final Duration KEPT = Duration.ofSeconds(30);

    private final StoredKeys stored;
    private final Clock clock;
    private volatile @Nullable Loaded loaded;

    SigningKeys(StoredKeys stored, Clock clock) {
        this.stored = stored;
        this.clock = clock;
    }

    private record Loaded(List<StoredKey> keys, Instant at) {}

    /** Keys that cannot be read stop the service before it counts as ready. */
    @Override
    public void run(ApplicationArguments arguments) {
        keys();
    }

    /** The newest key whose time has come. */
    ECKey signing() {
        var now = clock.instant();
        return keys().stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .map(StoredKey::key)
                .findFirst()
                .orElseGet(() -> keys().getLast().key());
    }

    /** The public halves of all keys that are not retired. */
    JWKSet published() {
        return new JWKSet(keys().stream().<JWK>map(key -> key.key().toPublicJWK()).toList());
    }

    /** What is stored has changed: it is read again before the next use. */
    void forget() {
        loaded = null;
    }

    private List<StoredKey> keys() {
        var known = loaded;
        var now = clock.instant();
        if (known == null || known.at().plus(KEPT).isBefore(now)) {
            known = new Loaded(stored.load(), now);
            loaded = known;
        }
        return known.keys();
    }
}
