package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.KeptConnection;
import io.parley.gateway.peer.Service;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Every answer comes, whatever was answered before it on the same connection. */
class KeepAliveTest {

    private static final String ORIGIN = "https://chat.example";
    private static final int REQUESTS = 1_000;

    /** Every third or so is followed by another before its answer. */
    private static final int PIPELINED_EVERY = 3;

    private static final String TOO_LARGE = "x".repeat(65_537);

    private static Service service;
    private static Gateway gateway;
    private static List<Ask> kinds;

    private KeptConnection connection;

    /**
     * A kind of request.
     *
     * @param statuses one of which answers it
     */
    private record Ask(String text, boolean hasBody, List<Integer> statuses) {

        static Ask of(String line, String headers, String body, Integer... statuses) {
            var text = line + " HTTP/1.1\r\nHost: a.example\r\n" + headers + "\r\n" + body;
            return new Ask(text, !line.startsWith("HEAD"), List.of(statuses));
        }

        String name() {
            return text.lines().limit(4).toList().toString();
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        service = new Service("any");
        gateway =
                Gateway.start(
                        service.url(),
                        service.url(),
                        "http://127.0.0.1:9",
                        "--parley.edge.public-origins=" + ORIGIN,
                        "--parley.limits.sign-ins-per-minute=2",
                        "--parley.limits.address-requests-per-second=100000");
        kinds = Stream.of(files(), refusals(), services()).flatMap(List::stream).toList();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @BeforeEach
    void connect() throws IOException {
        connection = new KeptConnection(gateway.port());
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
    }

    private static List<Ask> files() throws IOException, InterruptedException {
        var page = gateway.get("/");
        var tag = "If-None-Match: " + page.headers().firstValue("ETag").orElseThrow() + "\r\n";
        var match = Pattern.compile("src=\"\\.?(/assets/[^\"]+\\.js)\"").matcher(page.body());
        assertThat(match.find()).isTrue();
        var script = match.group(1);
        return List.of(
                Ask.of("GET /", "", "", 200),
                Ask.of("GET /", tag, "", 304),
                Ask.of("HEAD /", "", "", 200),
                Ask.of("GET /", "Range: bytes=0-9\r\n", "", 206),
                Ask.of("GET /", "Range: bytes=0-9,20-29\r\n", "", 200),
                Ask.of("GET /", "Range: bytes=9999999-\r\n", "", 416),
                Ask.of("GET " + script, "", "", 200),
                Ask.of("GET " + script, "Accept-Encoding: gzip\r\n", "", 200),
                Ask.of("HEAD " + script, "Accept-Encoding: gzip\r\n", "", 200),
                Ask.of(
                        "GET " + script,
                        "Range: bytes=100-9999\r\nAccept-Encoding: gzip\r\n",
                        "",
                        206),
                Ask.of("GET /rooms/42", "Accept: text/html\r\nAccept-Encoding: gzip\r\n", "", 200),
                Ask.of("GET /nothing", "", "", 404),
                Ask.of("HEAD /nothing", "", "", 404));
    }

    private static List<Ask> refusals() {
        var length = "Content-Length: " + TOO_LARGE.length() + "\r\n";
        var chunk = Integer.toHexString(TOO_LARGE.length()) + "\r\n" + TOO_LARGE + "\r\n0\r\n\r\n";
        return List.of(
                Ask.of("GET /internal/load", "", "", 404),
                Ask.of("GET /a%2fb", "", "", 404),
                Ask.of("POST /", "Content-Length: 3\r\n", "abc", 405),
                Ask.of("GET /posts", "Origin: https://evil.example\r\n", "", 403),
                Ask.of(
                        "OPTIONS /api/v1/rooms",
                        "Origin: " + ORIGIN + "\r\nAccess-Control-Request-Method: POST\r\n",
                        "",
                        204),
                Ask.of("POST /api/v1/rooms", length, TOO_LARGE, 413),
                Ask.of("POST /api/v1/rooms", "Transfer-Encoding: chunked\r\n", chunk, 413),
                Ask.of("POST /auth/login", "Content-Length: 2\r\n", "{}", 200, 429),
                Ask.of("GET /ws", "", "", 426));
    }

    private static List<Ask> services() {
        return List.of(
                Ask.of("GET /api/v1/me", "", "", 200),
                Ask.of(
                        "GET /posts",
                        "Accept-Encoding: gzip\r\nOrigin: " + ORIGIN + "\r\n",
                        "",
                        200),
                Ask.of("HEAD /posts", "", "", 200),
                Ask.of("GET /api/v1/users/refused", "", "", 403),
                Ask.of("GET /api/v1/users/nothing", "", "", 204),
                Ask.of("POST /api/v1/rooms", "Content-Length: 2\r\n", "{}", 200),
                Ask.of(
                        "POST /api/v1/rooms",
                        "Transfer-Encoding: chunked\r\n",
                        "2\r\n{}\r\n0\r\n\r\n",
                        200));
    }

    @Test
    void answersEveryKindOfRequestAfterEveryOther() throws IOException {
        for (var first : kinds) {
            for (var second : kinds) {
                ask(List.of(first), "");
                ask(List.of(second), first.name());
            }
        }
    }

    @RepeatedTest(10)
    void answersAThousandMixedRequests() throws IOException {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var asked = 0;
        while (asked < REQUESTS) {
            var together = random.nextInt(PIPELINED_EVERY) == 0 ? 1 + random.nextInt(3) : 1;
            var asks = random.ints(together, 0, kinds.size()).mapToObj(kinds::get).toList();
            ask(asks, "seed " + seed + ", after " + asked);
            asked += together;
        }
    }

    @Test
    void answersOthersWhenAServiceOrAClientLeavesInTheMiddle() throws IOException {
        for (var kind : kinds) {
            leaveWhileSending();
            leaveWhileReading("/posts/updates");
            leaveWhileReading("/");
            brokenOff("GET /api/v1/users/cut");
            ask(List.of(kind), "others left");
        }
    }

    /** Sends all at once and wants each answer. */
    private void ask(List<Ask> asks, String when) throws IOException {
        var text = new StringBuilder();
        asks.forEach(ask -> text.append(ask.text()));
        connection.write(text.toString());
        for (var ask : asks) {
            var answer = answer(ask, when);
            assertThat(answer.status()).as(ask.name() + when).isIn(ask.statuses());
            if (answer.last()) {
                connection.close();
                connection = new KeptConnection(gateway.port());
                return;
            }
        }
    }

    private KeptConnection.Answer answer(Ask ask, String when) {
        try {
            return connection.read(ask.hasBody());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + ask.name() + ": " + when, e);
        }
    }

    private static void leaveWhileSending() throws IOException {
        try (var leaving = new KeptConnection(gateway.port())) {
            leaving.write("POST /api/v1/rooms HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
        }
    }

    private static void leaveWhileReading(String path) throws IOException {
        try (var leaving = new KeptConnection(gateway.port())) {
            leaving.write("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(leaving.input().read()).isEqualTo('H');
        }
    }

    /** The gateway can only say by closing that an answer has no end. */
    private static void brokenOff(String line) throws IOException {
        try (var other = new KeptConnection(gateway.port())) {
            other.write(line + " HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(other.input().readAllBytes()).isNotNull();
        }
    }
}
