package io.parley.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Whose budget a request uses: that of the subject of its access token, if the token is signed and
 * alive. Were it believed unread, anybody could exhaust the budget of anybody. No right follows
 * from this: the services decide by themselves, and a token that is none counts for its address
 * alone.
 */
@Component
class TokenOwners {

    private static final String SCHEME = "bearer ";
    private static final int LONGEST_TOKEN = 8_192;
    private static final int MOST_TOKENS = 20_000;
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    /** A token once found good; a signature costs more than all else here. */
    private record Owner(String subject, Instant until) {}

    private final VerificationKeys keys;
    private final Cache<String, Owner> known =
            Caffeine.newBuilder()
                    .maximumSize(MOST_TOKENS)
                    .expireAfterWrite(Duration.ofMinutes(5))
                    .build();

    TokenOwners(VerificationKeys keys) {
        this.keys = keys;
    }

    /** Empty where nobody can be told for certain. */
    Mono<String> of(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() > LONGEST_TOKEN
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.empty();
        }
        var token = authorization.substring(SCHEME.length()).strip();
        var hash = hash(token);
        var owner = known.getIfPresent(hash);
        if (owner != null) {
            return Mono.justOrEmpty(alive(owner));
        }
        // Not on the event loop: sockets wait behind it, and anybody can send tokens to be verified
        return Mono.fromSupplier(() -> verified(token))
                .subscribeOn(Schedulers.parallel())
                .flatMap(Mono::justOrEmpty)
                .doOnNext(found -> known.put(hash, found))
                .flatMap(found -> Mono.justOrEmpty(alive(found)));
    }

    private static Optional<String> alive(Owner owner) {
        return owner.until().isAfter(Instant.now())
                ? Optional.of(owner.subject())
                : Optional.empty();
    }

    private Optional<Owner> verified(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            var header = jwt.getHeader();
            var verifier = keys.verifier(header.getKeyID());
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
                    || !TYPE.equals(header.getType())
                    || verifier.isEmpty()
                    || !jwt.verify(verifier.get())) {
                return Optional.empty();
            }
            var claims = jwt.getJWTClaimsSet();
            return claims.getSubject() == null || claims.getExpirationTime() == null
                    ? Optional.empty()
                    : Optional.of(
                            new Owner(claims.getSubject(), claims.getExpirationTime().toInstant()));
        } catch (ParseException | JOSEException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
