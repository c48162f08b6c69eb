package io.parley.chaos.client;

import io.parley.chaos.client.Rest.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Somebody who can sign in, from as many devices as there are clients of it. */
public final class Account {

    /** A token that lives shorter than this is exchanged for a new one before it is used. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Rest rest;
    private final Map<String, String> credentials;
    private String id = "";
    private String accessToken = "";
    private String refreshToken = "";
    private long expiresAtNanos;

    public Account(Rest rest, String username, String password) {
        this.rest = rest;
        this.credentials = Map.of("username", username, "password", password);
    }

    public Account registered() {
        rest.post("/auth/register", credentials, "").expectSuccess("A registration");
        return this;
    }

    public synchronized String id() {
        return id;
    }

    /** A token that is good for a while; empty where none can be had now. */
    public synchronized Optional<String> accessToken() {
        if (System.nanoTime() - expiresAtNanos < 0 && !accessToken.isEmpty()) {
            return Optional.of(accessToken);
        }
        if (!refreshToken.isEmpty()) {
            var refreshed = rest.post("/auth/refresh", Map.of("refreshToken", refreshToken), "");
            // after any answer the old one may be spent
            refreshToken = "";
            if (refreshed.isSuccess()) {
                return Optional.of(take(refreshed.body()));
            }
        }
        Answer login = rest.post("/auth/login", credentials, "");
        return login.isSuccess() ? Optional.of(take(login.body())) : Optional.empty();
    }

    private String take(JsonNode session) {
        id = session.at("/user/id").asString();
        accessToken = session.get("accessToken").asString();
        refreshToken = session.get("refreshToken").asString();
        var life = Duration.ofSeconds(session.get("expiresIn").asLong()).minus(MARGIN);
        expiresAtNanos = System.nanoTime() + life.toNanos();
        return accessToken;
    }
}
