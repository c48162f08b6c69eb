package io.parley.system;

import io.parley.test.StompConnection;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/**
 * Headers by which a client claims to be somebody or somewhere else, and pages of other origins.
 */
final class HostileHeaders {

    private HostileHeaders() {}

    static Stream<HostileCase> cases() {
        return Stream.of(claims(), authorizations(), origins(), methods(), types(), events())
                .flatMap(Function.identity());
    }

    /** Without a token these must not help, at any service. */
    private static Stream<HostileCase> claims() {
        return Stream.of(
                        Map.of("X-User", "admin"),
                        Map.of("X-User-Id", "admin", "X-User-Role", "ADMIN"),
                        Map.of("X-Forwarded-User", "admin"),
                        Map.of("X-Remote-User", "admin"),
                        Map.of("X-Parley-Internal", "0123456789abcdef0123456789abcdef"),
                        Map.of("X-Forwarded-For", "127.0.0.1"),
                        Map.of("Forwarded", "for=127.0.0.1;proto=https"),
                        Map.of("X-Real-IP", "127.0.0.1"),
                        Map.of("X-Original-URL", "/messages/health"),
                        Map.of("X-Rewrite-URL", "/messages/health"),
                        Map.of("X-HTTP-Method-Override", "GET"),
                        Map.of("Cookie", "JSESSIONID=x; access_token=x"))
                .flatMap(
                        headers ->
                                Stream.of("/api/v1/me", "/api/v1/rooms", "/posts")
                                        .map(
                                                path ->
                                                        new HostileCase(
                                                                "headers: %s at %s"
                                                                        .formatted(
                                                                                headers.keySet(),
                                                                                path),
                                                                target ->
                                                                        target.suite()
                                                                                .api()
                                                                                .request(
                                                                                        "GET", path,
                                                                                        headers, "")
                                                                                .expectProblem(
                                                                                        401,
                                                                                        "auth.missing"))));
    }

    private static Stream<HostileCase> authorizations() {
        return Stream.of(
                        "Basic YWRtaW46YWRtaW4=",
                        "Digest username=admin",
                        "Bearer",
                        "Bearer  ",
                        "Token x",
                        "x",
                        "Negotiate AAAA",
                        "Bearer a b c",
                        "Bearer \"x\"")
                .flatMap(
                        value ->
                                Stream.of("/api/v1/me", "/api/v1/rooms")
                                        .map(
                                                path ->
                                                        new HostileCase(
                                                                "headers: Authorization '%s' at %s"
                                                                        .formatted(value, path),
                                                                target ->
                                                                        target.suite()
                                                                                .api()
                                                                                .request(
                                                                                        "GET",
                                                                                        path,
                                                                                        Map.of(
                                                                                                "Authorization",
                                                                                                value),
                                                                                        "")
                                                                                .expectRefusalIn(
                                                                                        "401 auth.missing",
                                                                                        "401 auth.invalid"))));
    }

    private static Stream<HostileCase> origins() {
        return Stream.of(
                        "https://evil.example",
                        "null",
                        "file://",
                        "http://127.0.0.1",
                        "http://127.0.0.1:1",
                        "https://127.0.0.1",
                        "http://127.0.0.1.evil.example",
                        "http://evil.example/http://127.0.0.1",
                        "http://127.0.0.1@evil.example",
                        "http://localhost.evil.example",
                        "chrome-extension://abc")
                .map(
                        origin ->
                                new HostileCase(
                                        "origin: " + origin,
                                        target ->
                                                Assertions.assertThatThrownBy(
                                                                () ->
                                                                        StompConnection.openFrom(
                                                                                target.suite()
                                                                                        .webSocket(),
                                                                                origin))
                                                        .hasCauseInstanceOf(
                                                                WebSocketHandshakeException
                                                                        .class)));
    }

    private static Stream<HostileCase> methods() {
        return Stream.of("TRACE", "PROPFIND", "MKCOL", "TRACK", "DEBUG", "X")
                .flatMap(
                        method ->
                                Stream.of("/api/v1/rooms", "/auth/login", "/posts")
                                        .map(
                                                path ->
                                                        new HostileCase(
                                                                "method: " + method + " " + path,
                                                                target ->
                                                                        target.asAttacker()
                                                                                .request(
                                                                                        method,
                                                                                        path,
                                                                                        Map.of(),
                                                                                        "")
                                                                                .expectStatusIn(
                                                                                        400, 403,
                                                                                        405,
                                                                                        501))));
    }

    private static Stream<HostileCase> types() {
        return Stream.of(
                        "text/plain",
                        "application/xml",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/x-java-serialized-object",
                        "application/yaml",
                        "*/*",
                        "x")
                .flatMap(
                        type ->
                                Stream.of("/auth/login", "/api/v1/rooms")
                                        .map(
                                                path ->
                                                        new HostileCase(
                                                                "type: " + type + " to " + path,
                                                                target ->
                                                                        target.suite()
                                                                                .api()
                                                                                .as(target.admin())
                                                                                .request(
                                                                                        "POST",
                                                                                        path,
                                                                                        Map.of(
                                                                                                "Content-Type",
                                                                                                type),
                                                                                        "{}")
                                                                                .expectStatusIn(
                                                                                        400, 415,
                                                                                        422))));
    }

    /** A position that is none must not end in an error of the server, nor show what is hidden. */
    private static Stream<HostileCase> events() {
        return Stream.of(
                        "-1",
                        "0",
                        "9223372036854775807",
                        "9223372036854775808",
                        "1e9",
                        "1.5",
                        "' OR 1=1 --",
                        "x".repeat(500),
                        "%0d%0aevent: forged",
                        "{}",
                        "../1")
                .map(
                        id ->
                                new HostileCase(
                                        "events: Last-Event-ID "
                                                + id.substring(0, Math.min(30, id.length())),
                                        target ->
                                                target.asAttacker()
                                                        .openAndLeave(
                                                                "/posts/updates",
                                                                Map.of("Last-Event-ID", id),
                                                                200,
                                                                400,
                                                                422)));
    }
}
