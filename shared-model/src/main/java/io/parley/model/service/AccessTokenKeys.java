package io.parley.model.service;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The keys with which user-service signs access tokens, as it publishes them: kept for five
 * minutes, and for an hour while it is away, because its tokens live on, and sessions with them.
 */
public final class AccessTokenKeys {

    private static final int CONNECT_MS = 1_000;
    private static final int READ_MS = 2_000;
    private static final int MAX_BYTES = 64 * 1024;
    private static final Duration WITHOUT_USER_SERVICE = Duration.ofHours(1);

    private AccessTokenKeys() {}

    /**
     * Fetches them when they are first needed.
     *
     * @param list where user-service publishes them
     */
    public static JWKSource<SecurityContext> publishedAt(URI list) {
        var source = fetched(list);
        return (selector, context) -> {
            try {
                return source.get(selector, context);
            } catch (RateLimitReachedException unknownAgain) {
                // Who names keys that do not exist can make the list be fetched now and then only;
                // in between only what is listed counts
                return List.of();
            }
        };
    }

    private static JWKSource<SecurityContext> fetched(URI list) {
        try {
            var retriever = new DefaultResourceRetriever(CONNECT_MS, READ_MS, MAX_BYTES);
            return JWKSourceBuilder.<SecurityContext>create(list.toURL(), retriever)
                    .outageTolerant(WITHOUT_USER_SERVICE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("the keys' address is no URL", e);
        }
    }
}
