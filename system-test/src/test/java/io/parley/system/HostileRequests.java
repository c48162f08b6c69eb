package io.parley.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Requests with values that mean something to a database, a shell, a logger or a template, and for
 * what is not one's own.
 */
final class HostileRequests {

    private static final Map<String, String> EVIL = evil();

    private HostileRequests() {}

    static Stream<HostileCase> cases() {
        return Stream.of(
                        inPaths(),
                        inQueries(),
                        inBodies(),
                        inLogins(),
                        notOnesOwn(),
                        paths(),
                        bodies())
                .flatMap(Function.identity());
    }

    private static Map<String, String> evil() {
        var evil = new LinkedHashMap<String, String>();
        evil.put("SQL that is always true", "' OR '1'='1' --");
        evil.put("SQL that drops", "'; DROP TABLE account; --");
        evil.put("SQL that sleeps", "1; SELECT pg_sleep(60)");
        evil.put("wildcards", "%_%_%_%_%_%_%_%_%_%_%_%");
        evil.put("a search expression", "a & (b | !c:*");
        evil.put("a look-up", "${jndi:ldap://127.0.0.1:9/x}");
        evil.put("an expression", "#{T(java.lang.Runtime).getRuntime().exec('id')}");
        evil.put("a template", "{{7*7}}${7*7}<%= 7*7 %>");
        evil.put("a script", "<script>alert(1)</script>");
        evil.put("lines for a log", "x\r\n2026-01-01 ERROR all is lost");
        evil.put("U+0000", "a\u0000b");
        evil.put("a path", "../../../../etc/passwd");
        evil.put("Lua", "\nredis.call('FLUSHALL')--");
        evil.put("text that turns round", "\u202Eevil\u2066");
        return evil;
    }

    /** Where an id belongs. */
    private static Stream<HostileCase> inPaths() {
        return Stream.of("/api/v1/rooms/", "/messages/history/", "/api/v1/users/", "/posts/")
                .flatMap(
                        path ->
                                EVIL.entrySet().stream()
                                        .map(
                                                one ->
                                                        new HostileCase(
                                                                "request: %s in %s"
                                                                        .formatted(
                                                                                one.getKey(), path),
                                                                target ->
                                                                        target.asAttacker()
                                                                                .get(
                                                                                        path
                                                                                                + encoded(
                                                                                                        one
                                                                                                                .getValue()))
                                                                                .expectRefusalIn(
                                                                                        "400 frame.malformed",
                                                                                        "404 not.found",
                                                                                        "422 validation.failed"))));
    }

    /** Where a number or a cursor belongs. */
    private static Stream<HostileCase> inQueries() {
        return Stream.of(
                        "/api/v1/rooms?cursor=",
                        "/api/v1/rooms?limit=",
                        "/api/v1/me/rooms?cursor=",
                        "/api/v1/me/counters?rooms=",
                        "/api/v1/users?limit=",
                        "/posts?state=",
                        "/posts?cursor=",
                        "/posts/updates?lastEventId=")
                .flatMap(
                        path ->
                                Stream.of(
                                                "SQL that is always true",
                                                "a look-up",
                                                "U+0000",
                                                "lines for a log")
                                        .map(
                                                name ->
                                                        new HostileCase(
                                                                "request: %s in %s"
                                                                        .formatted(name, path),
                                                                target ->
                                                                        query(
                                                                                target, path,
                                                                                name))));
    }

    /** A stream of events may take what it does not know for an old position. */
    private static void query(HostileTarget target, String path, String name) {
        var whole = path + encoded(EVIL.getOrDefault(name, ""));
        if (path.startsWith("/posts/updates")) {
            target.asAttacker().openAndLeave(whole, Map.of(), 200, 400, 422);
        } else {
            target.asAttacker()
                    .get(whole)
                    .expectRefusalIn(
                            "400 frame.malformed", "403 role.required", "422 validation.failed");
        }
    }

    /** Where free text belongs it is text, and comes back as it was. */
    private static Stream<HostileCase> inBodies() {
        return EVIL.entrySet().stream()
                .filter(one -> one.getValue().chars().noneMatch(c -> c < ' '))
                .map(
                        one ->
                                new HostileCase(
                                        "request: %s as the name of a room".formatted(one.getKey()),
                                        target -> {
                                            var name = one.getValue();
                                            var admin = target.suite().api().as(target.admin());
                                            var room =
                                                    admin.post(
                                                            "/api/v1/rooms",
                                                            Map.of(
                                                                    "kind", "group", "name", name,
                                                                    "members", List.of()));
                                            room.expectTextOrRefusal(201, "/name", name);
                                        }));
    }

    private static Stream<HostileCase> inLogins() {
        return EVIL.entrySet().stream()
                .map(
                        one ->
                                new HostileCase(
                                        "request: %s as a username".formatted(one.getKey()),
                                        target ->
                                                target.suite()
                                                        .api()
                                                        .post(
                                                                "/auth/login",
                                                                Map.of(
                                                                        "username",
                                                                        one.getValue(),
                                                                        "password",
                                                                        one.getValue()))
                                                        .expectRefusalIn(
                                                                "401 auth.invalid",
                                                                "422 validation.failed",
                                                                "429 rate.limited")));
    }

    private static Stream<HostileCase> notOnesOwn() {
        return Stream.of(
                refused("read a room of others", 404, "room.not.found", "GET", t -> room(t, "")),
                refused(
                        "read its history",
                        404,
                        "room.not.found",
                        "GET",
                        t -> "/messages/history/" + t.hidden()),
                refused(
                        "read one of its messages",
                        404,
                        "room.not.found",
                        "GET",
                        t -> room(t, "/messages/1")),
                refused("read its members", 404, "room.not.found", "GET", t -> room(t, "/members")),
                refused("rename it", 404, "room.not.found", "PATCH", t -> room(t, "")),
                refused("join it", 404, "room.not.found", "POST", t -> room(t, "/members")),
                refused(
                        "throw its admin out",
                        404,
                        "room.not.found",
                        "DELETE",
                        t -> room(t, "/members/" + t.admin().id())),
                refused(
                        "rename one's own room",
                        403,
                        "role.required",
                        "PATCH",
                        t -> "/api/v1/rooms/" + t.room()),
                refused(
                        "throw the admin out of one's own room",
                        403,
                        "role.required",
                        "DELETE",
                        t -> "/api/v1/rooms/" + t.room() + "/members/" + t.admin().id()),
                refused("make a room", 403, "role.required", "POST", _ -> "/api/v1/rooms"),
                refused(
                        "talk with oneself",
                        422,
                        "validation.failed",
                        "POST",
                        t -> "/api/v1/dm/" + t.attacker().id()),
                refused(
                        "talk with another user",
                        403,
                        "policy.denied",
                        "POST",
                        t -> "/api/v1/dm/" + t.suite().newUser().id()),
                refused(
                        "talk with nobody",
                        403,
                        "policy.denied",
                        "POST",
                        _ -> "/api/v1/dm/" + UUID.randomUUID()),
                refused("write a post", 403, "role.required", "POST", _ -> "/posts"),
                refused("read a draft", 404, "post.not.found", "GET", t -> "/posts/" + t.post()),
                refused("change a draft", 403, "role.required", "PUT", t -> "/posts/" + t.post()),
                refused(
                        "delete a draft",
                        403,
                        "role.required",
                        "DELETE",
                        t -> "/posts/" + t.post()),
                refused(
                        "see another user",
                        404,
                        "user.not.found",
                        "GET",
                        t -> "/api/v1/users/" + t.suite().newUser().id()),
                refused(
                        "end somebody else's session",
                        404,
                        "not.found",
                        "DELETE",
                        _ -> "/api/v1/auth/sessions/" + UUID.randomUUID()));
    }

    private static HostileCase refused(
            String name,
            int status,
            String code,
            String method,
            Function<HostileTarget, String> path) {
        return new HostileCase(
                "request: " + name,
                target ->
                        target.asAttacker()
                                .request(
                                        method,
                                        path.apply(target),
                                        Map.of(),
                                        bodyOf(method, path.apply(target)))
                                .expectProblem(status, code));
    }

    /** Right in itself, so that nothing but the right is missing. */
    private static String bodyOf(String method, String path) {
        if (method.equals("GET") || method.equals("DELETE") || path.contains("/dm/")) {
            return "";
        }
        if (path.contains("/posts")) {
            return "{\"title\":\"t\",\"body\":\"b\"}";
        }
        return path.endsWith("/members")
                ? "{\"members\":[\"%s\"]}".formatted(UUID.randomUUID())
                : "{\"name\":\"Mine\",\"kind\":\"group\",\"members\":[]}";
    }

    private static String room(HostileTarget target, String more) {
        return "/api/v1/rooms/" + target.hidden() + more;
    }

    /** What the gateway serves nobody. */
    private static Stream<HostileCase> paths() {
        return Stream.of(
                        "/internal/users?ids=1",
                        "/internal/rooms",
                        "/internal/log/0",
                        "/api/v1/internal/log/0",
                        "/api/v1/internal/load",
                        "/internal/applied",
                        "/%69nternal/log/0",
                        "/INTERNAL/log/0",
                        "/api/v1/%2e%2e/internal/log/0",
                        "/api/v1/..;/internal/log/0",
                        "/rooms/..;/internal/log/0",
                        "//internal/log/0",
                        "/actuator",
                        "/actuator/env",
                        "/actuator/heapdump",
                        "/api/v1/actuator/prometheus",
                        "/%61ctuator/prometheus",
                        "/swagger-ui.html",
                        "/v3/api-docs",
                        "/h2-console",
                        "/.git/config",
                        "/.env",
                        "/WEB-INF/web.xml",
                        "/META-INF/MANIFEST.MF",
                        "/static/../application.yml",
                        "/application.yml",
                        "/error",
                        "/server-status",
                        "/..%2f..%2fetc/passwd",
                        "/%c0%ae%c0%ae/etc/passwd",
                        "/api/v1/users/%00",
                        "/api/v1/rooms/" + "a".repeat(3_000))
                .map(
                        path ->
                                new HostileCase(
                                        "path: " + shortened(path),
                                        target ->
                                                target.asAttacker()
                                                        .rawGet(path)
                                                        .expectStatusIn(
                                                                400, 401, 403, 404, 414, 422)));
    }

    private static Stream<HostileCase> bodies() {
        var wrong = new LinkedHashMap<String, String>();
        wrong.put("no JSON", "{");
        wrong.put("a list", "[]");
        wrong.put("a text", "\"x\"");
        wrong.put("nothing", "");
        wrong.put("nested 2,000 deep", "[".repeat(2_000) + "]".repeat(2_000));
        wrong.put("a number of 10,000 digits", "{\"name\":" + "9".repeat(10_000) + "}");
        wrong.put(
                "a list instead of a text",
                "{\"username\":[\"a\"],\"password\":[\"b\"],\"name\":[]}");
        wrong.put("two keys of one name", "{\"name\":\"a\",\"name\":\"b\",\"name\":[]}");
        wrong.put("a text of a megabyte", "{\"name\":\"" + "x".repeat(1 << 20) + "\"}");
        wrong.put("a class to make", "{\"@class\":\"java.lang.Runtime\",\"name\":{}}");
        return Stream.of(
                        "/auth/login", "/auth/register", "/auth/refresh", "/api/v1/rooms", "/posts")
                .flatMap(
                        path ->
                                wrong.entrySet().stream()
                                        .map(
                                                one ->
                                                        new HostileCase(
                                                                "body of %s: %s"
                                                                        .formatted(
                                                                                path, one.getKey()),
                                                                target ->
                                                                        target.suite()
                                                                                .api()
                                                                                .as(target.admin())
                                                                                .postText(
                                                                                        path,
                                                                                        one
                                                                                                .getValue())
                                                                                .expectRefusalIn(
                                                                                        "400 frame.malformed",
                                                                                        "413 frame.too.large",
                                                                                        "422 validation.failed"))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String shortened(String text) {
        return text.length() > 50 ? text.substring(0, 50) + "…" : text;
    }
}
