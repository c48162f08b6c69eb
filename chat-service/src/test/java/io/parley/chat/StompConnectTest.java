package io.parley.chat;

import static io.parley.chat.Answers.assertEnds;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What CONNECT may say, and that CONNECTED can be read as the specification says. */
class StompConnectTest {

    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ben = USERS.user("Ben");
    private final String token = USERS.tokens().accessToken(ben);
    private final StompConnection session = StompConnection.open(Pod.first().webSocket());

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void eachHeaderOfConnectedIsReadAsItStands() {
        connect(Map.of());

        var connected = session.await(frame -> frame.is("CONNECTED"));

        var limits = Json.MAPPER.readTree(connected.header("x-limits"));
        assertThat(limits.path("maxTextChars").asInt()).isEqualTo(8_000);
        assertThat(limits.properties()).allMatch(limit -> limit.getValue().isIntegralNumber());
        var expires = connected.header("x-token-expires-at");
        assertThat(expires).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(expires)).isAfter(Instant.now());
        assertThat(connected.headers().values()).noneMatch(value -> value.contains("\\"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock =
                    """
                    1.2|1.2
                     1.2 |1.2
                    1.0, 1.1, 1.2|1.2
                    1.1, 1.2|1.2
                    1.1,1.0|1.1""")
    void theHighestCommonVersionIsAgreedOn(String offered, String agreed) {
        connect(Map.of("accept-version", offered));

        assertThat(session.await(frame -> frame.is("CONNECTED")).header("version"))
                .isEqualTo(agreed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "", "2.0", "1.2;1.1"})
    void aVersionThatIsNotSpokenIsRefusedWithThoseThatAre(String offered) {
        connect(Map.of("accept-version", offered));

        assertThat(session.await(frame -> frame.is("ERROR")).header("version"))
                .isEqualTo("1.2,1.1");
        assertEnds(session, "protocol.unsupported", 4009);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock =
                    """
                    Authorization|Bearer TOKEN
                    Authorization|  Bearer   TOKEN\s
                    Authorization|bearer TOKEN
                    Authorization|BEARER TOKEN
                    authorization|Bearer TOKEN
                    AUTHORIZATION |Bearer TOKEN""")
    void theCaseOfTheSchemeAndBlanksDoNotMatter(String name, String value) {
        session.sendRaw(
                "CONNECT\naccept-version:1.2\n%s:%s\n\n\0"
                        .formatted(name, value.replace("TOKEN", token)));

        session.await(frame -> frame.is("CONNECTED"));
    }

    @Test
    void aMissingTokenIsToldWithTheHeaderThatItBelongsInto() {
        session.sendRaw("CONNECT\naccept-version:1.2\nlogin:ben\npasscode:" + token + "\n\n\0");

        assertThat(session.await(frame -> frame.is("ERROR")).json().path("detail").asString())
                .contains("Authorization:Bearer <token>");
        assertEnds(session, "auth.missing", 4009);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "x,y", "-1,0", "0,", "1.5,2"})
    void aHeartBeatThatIsNoneIsRefusedByName(String heartBeat) {
        connect(Map.of("heart-beat", heartBeat));

        assertThat(session.await(frame -> frame.is("ERROR")).json().path("detail").asString())
                .contains("heart-beat");
        assertEnds(session, "frame.malformed", 4009);
    }

    @Test
    void theNewestSubprotocolIsChosenWhateverTheOrder() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var socket =
                    http.newWebSocketBuilder()
                            .subprotocols("v10.stomp", "v11.stomp", "v12.stomp")
                            .buildAsync(Pod.first().webSocket(), new WebSocket.Listener() {})
                            .get();

            assertThat(socket.getSubprotocol()).isEqualTo("v12.stomp");
            socket.abort();
        }
    }

    /** Half the time is one beat; a machine that is busy may be late by the other half. */
    @Test
    void beatsComeWithinTheTimeThatWasAgreedOn() {
        try (var pod = Pod.start("pod-beats", Map.of("PARLEY_HEART_BEAT", "12s"));
                var quiet = StompConnection.open(pod.webSocket())) {
            quiet.sendFrame(
                    "CONNECT",
                    Map.of(
                            "accept-version", "1.2",
                            "heart-beat", "0,12000",
                            "Authorization", "Bearer " + token),
                    "");
            quiet.await(frame -> frame.is("CONNECTED"));

            assertThat(quiet.awaitGaps(2))
                    .allMatch(gap -> gap.compareTo(Duration.ofSeconds(12)) < 0);
        }
    }

    private void connect(Map<String, String> otherwise) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("accept-version", "1.2");
        headers.put("host", "parley");
        headers.put("Authorization", "Bearer " + token);
        headers.putAll(otherwise);
        session.sendFrame("CONNECT", headers, "");
    }
}
