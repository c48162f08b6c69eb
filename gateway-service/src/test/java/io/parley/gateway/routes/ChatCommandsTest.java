package io.parley.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.ChatPod;
import io.parley.gateway.peer.ChatPod.Fate;
import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in rooms go to one chat pod, once; all else about rooms goes where it went. */
class ChatCommandsTest {

    private static final String SEND = "/api/v1/rooms/42/messages";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Service message = new Service("message");
    private final ChatPod one = new ChatPod("one");
    private final ChatPod two = new ChatPod("two");
    private Gateway gateway;

    @BeforeEach
    void start() {
        gateway =
                Gateway.start(
                        "http://127.0.0.1:9",
                        message.url(),
                        one.url() + "," + two.url(),
                        "--spring.cloud.gateway.server.webflux.httpclient.response-timeout=1s");
    }

    @AfterEach
    void stop() {
        gateway.close();
        one.close();
        two.close();
        message.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /rooms/42/messages",
        "PATCH, /rooms/42/messages/7",
        "DELETE, /rooms/42/messages/7",
        "DELETE, /rooms/42/messages/7?reason=%20off+topic",
        "PUT, /rooms/42/messages/7/reactions/%F0%9F%91%8D",
        "DELETE, /rooms/42/messages/7/reactions/%f0%9f%91%8d",
        "PUT, /rooms/42/messages/7/reactions/%23%EF%B8%8F%E2%83%A3",
        "PUT, /rooms/42/messages/7/reactions/1%EF%B8%8F%E2%83%A3",
        "PUT, /rooms/42/pins/7",
        "DELETE, /rooms/42/pins/7"
    })
    void aCommandReachesAPodAsItWasWritten(String method, String path)
            throws IOException, InterruptedException {
        var answer = send(method, "/api/v1" + path);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(commands()).containsExactly(answer.body() + " " + method + " " + path + " {}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /rooms/42/messages/7",
        "GET, /rooms/42/messages/7/versions",
        "GET, /rooms/42/messages/7/reactions",
        "GET, /rooms/42/pins",
        "POST, /rooms/42/members",
        "PATCH, /rooms/42",
        "DELETE, /rooms/42/members/7",
        "PUT, /rooms/42/claim"
    })
    void allElseOfRoomsReachesMessageService(String method, String path)
            throws IOException, InterruptedException {
        var seen = Service.read(send(method, "/api/v1" + path).body());

        assertThat(seen.service()).isEqualTo("message");
        assertThat(seen.method()).isEqualTo(method);
        assertThat(seen.uri()).isEqualTo(path);
        assertThat(commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/rooms/42/messages/7/reactions/%2F",
                "/api/v1/rooms/42/messages/7/reactions/%2e%2e",
                "/api/v1/rooms/42/messages/7/reactions/%F0%9F%91%8D%2Fx",
                "/api/v1/rooms/42/messages/7/reactions/%F0%9F%91%8D/x",
                "/api/v1/rooms/42/messages/7/reactions/%F0%9F%91%8D;x",
                "/api/v1/rooms/42/messages/%F0%9F%91%8D",
                "/api/v1/rooms/42/messages/7/reactions/%00%F0%9F%91%8D",
                "/api/v1/rooms/42/messages/7/reactions/..%F0%9F%91%8D"
            })
    void nothingButAnEmojiIsEncodedInAPath(String path) throws IOException {
        var answer =
                gateway.raw(
                        "PUT %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .formatted(path));

        assertThat(answer).startsWith("HTTP/1.1 404").contains("not.found");
        assertThat(commands()).isEmpty();
    }

    @Test
    void whereAPodHasGoneTheClientIsToldToComeBackAndIsThenTakenByAnother()
            throws IOException, InterruptedException {
        makeOneFavourite();
        one.killAfterAReport();

        var first = send("POST", SEND);
        var second = send("POST", SEND);

        assertProblem(first, "unavailable");
        assertThat(second.body()).isEqualTo("two");
        assertThat(two.commands()).hasSize(1);
    }

    @Test
    void aPodThatDiesOverACommandIsNotAskedTwiceNorIsAnother()
            throws IOException, InterruptedException {
        assertThat(send("POST", SEND).statusCode()).isEqualTo(201);
        assertThat(send("POST", SEND).statusCode()).isEqualTo(201);
        var before = commands().size();
        one.treatCommandsAs(Fate.CUT);
        two.treatCommandsAs(Fate.CUT);

        assertProblem(send("POST", SEND), "send.unknown");

        assertThat(commands()).hasSize(before + 1);
    }

    @Test
    void aPodThatIsKilledOverACommandIsNotAskedTwiceNorIsAnother() throws Exception {
        one.treatCommandsAs(Fate.HELD);
        two.treatCommandsAs(Fate.HELD);
        var answer = CompletableFuture.supplyAsync(() -> unchecked("POST", SEND));
        await().atMost(PATIENCE).until(() -> commands().size() == 1);

        one.kill();
        two.kill();

        assertProblem(answer.get(), "send.unknown");
        assertThat(commands()).hasSize(1);
    }

    @Test
    void aCommandWithoutAnAnswerInTimeMayHaveBeenDone() throws IOException, InterruptedException {
        one.treatCommandsAs(Fate.HELD);
        two.treatCommandsAs(Fate.HELD);

        assertProblem(send("POST", SEND), "send.unknown");

        assertThat(commands()).hasSize(1);
    }

    @Test
    void whereNoPodTakesAnybodyTheClientIsToldToComeBack()
            throws IOException, InterruptedException {
        one.accept(false);
        two.accept(false);
        await().atMost(PATIENCE).until(() -> send("POST", SEND).statusCode() == 503);

        assertProblem(send("POST", SEND), "unavailable");
    }

    @Test
    void readingGoesOnWhileNoPodIsThere() throws IOException, InterruptedException {
        one.kill();
        two.kill();

        assertThat(send("GET", "/api/v1/rooms/42/messages/7").statusCode()).isEqualTo(200);
    }

    /** Until the gateway knows that the other one has everybody. */
    private void makeOneFavourite() {
        two.reportOtherSessions(100_000);
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            var before = two.commands().size();
                            for (var i = 0; i < 5; i++) {
                                send("POST", SEND);
                            }
                            return two.commands().size() == before;
                        });
        two.reset();
        two.reportOtherSessions(100_000);
    }

    private List<String> commands() {
        return Stream.of(one.commands(), two.commands()).flatMap(List::stream).toList();
    }

    private HttpResponse<String> unchecked(String method, String path) {
        try {
            return send(method, path);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the gateway does not answer", e);
        }
    }

    private HttpResponse<String> send(String method, String path)
            throws IOException, InterruptedException {
        return gateway.send(gateway.request(path).method(method, BodyPublishers.ofString("{}")));
    }

    private static void assertProblem(HttpResponse<String> answer, String code) {
        var problem = Json.MAPPER.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("retryAfterMs").asLong()).isPositive();
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).doesNotContain("xception", "127.0.0.1");
    }
}
