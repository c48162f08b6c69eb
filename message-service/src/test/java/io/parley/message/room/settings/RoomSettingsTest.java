package io.parley.message.room.settings;

import static io.parley.message.Conversation.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.RoomSettings;
import io.parley.model.RoomSettings.EditHistory;
import io.parley.model.RoomSettings.MentionAll;
import io.parley.model.RoomSettings.Reactions;
import io.parley.model.RoomSettings.Receipts;
import io.parley.model.RoomSettings.Threads;
import io.parley.model.RoomSettings.Typing;
import io.parley.model.room.Person;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.Json;
import io.parley.service.WrongSetting;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What rooms set for themselves, over REST. */
@Tag("servers")
@RunningService
class RoomSettingsTest {

    private static final RoomSettings ALL =
            new RoomSettings(
                    0L,
                    3_600_000L,
                    EditHistory.ADMINS,
                    Reactions.OFF,
                    Threads.COLLAPSED,
                    MentionAll.NOBODY,
                    Receipts.OFF,
                    Typing.OFF);

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;

    private String room = "";

    @BeforeEach
    void open() {
        var body = Map.of("kind", "group", "name", "Set", "members", List.of(uma.id()));
        room = "/rooms/" + Api.as(ada, port).post("/rooms", body).text("id");
    }

    @Test
    void aRoomKeepsWhatItsAdminsSetAndTellsEverybody() {
        var before = Api.as(uma, port).get(room).json();
        assertThat(before.has("settings")).isFalse();

        var set = patch(ALL, "If-Match", "\"1\"");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.raw().headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(set.json().path("version").asLong()).isEqualTo(2);
        assertThat(settings(set)).isEqualTo(ALL);
        assertThat(settings(Api.as(uma, port).get(room))).isEqualTo(ALL);
        assertThat(snapshot().settings()).isEqualTo(ALL);
        await().untilAsserted(
                        () -> {
                            var event = lastEvent();
                            assertThat(event.path("type").asString()).isEqualTo("room.settings");
                            assertThat(event.at("/actor/name").asString()).isEqualTo("Ada");
                            assertThat(event.at("/data/settings/reactions").asString())
                                    .isEqualTo("off");
                            assertThat(event.at("/data/settings/editWindowMs").asLong(-1)).isZero();
                        });
    }

    @Test
    void whatIsAbsentStaysAndWhatIsNullIsAsUsualAgain() {
        patch(ALL);

        var one = patch(Map.of("reactions", "on", "whatever", 1));
        var nulls = new HashMap<String, Object>();
        nulls.put("editWindowMs", null);
        nulls.put("mentionAll", null);
        nulls.put("threads", "inline");
        nulls.put("receipts", "count");
        nulls.put("typing", null);
        var usual = patch(nulls);

        assertThat(settings(one))
                .isEqualTo(
                        new RoomSettings(
                                0L,
                                3_600_000L,
                                EditHistory.ADMINS,
                                Reactions.ON,
                                Threads.COLLAPSED,
                                MentionAll.NOBODY,
                                Receipts.OFF,
                                Typing.OFF));
        assertThat(settings(usual))
                .isEqualTo(
                        new RoomSettings(
                                null,
                                3_600_000L,
                                EditHistory.ADMINS,
                                Reactions.ON,
                                Threads.INLINE,
                                null,
                                Receipts.COUNT,
                                null));
    }

    @Test
    void whatChangesNothingIsNoNewVersion() {
        patch(Map.of("reactions", "off"));

        var again = patch(Map.of("reactions", "off"));
        var empty = patch(Map.of());

        assertThat(again.json().path("version").asLong()).isEqualTo(2);
        assertThat(empty.json().path("version").asLong()).isEqualTo(2);
    }

    @Test
    void anotherChangeOfTheRoomLeavesTheSettings() {
        patch(ALL);

        Api.as(ada, port).patch(room, Map.of("name", "Other"));
        Api.as(ada, port)
                .post(room + "/members", Map.of("members", List.of(users.user("Ugo").id())));

        assertThat(settings(Api.as(ada, port).get(room))).isEqualTo(ALL);
        assertThat(snapshot().settings()).isEqualTo(ALL);
    }

    @Test
    void theSettingsOfAnotherVersionAreNotOverwritten() {
        Api.as(ada, port).patch(room, Map.of("name", "Other"));

        var late = patch(Map.of("reactions", "off"), "If-Match", "\"1\"");

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("code")).isEqualTo("precondition.failed");
        assertThat(Api.as(ada, port).get(room).json().has("settings")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "editWindowMs|-1",
                "editWindowMs|316224000001",
                "editWindowMs|9223372036854775808",
                "editWindowMs|1.5",
                "editWindowMs|1e3",
                "editWindowMs|\"60000\"",
                "editWindowMs|true",
                "deleteWindowMs|[]",
                "deleteWindowMs|{}",
                "editHistory|\"members\"",
                "reactions|\"ON\"",
                "reactions|true",
                "reactions|0",
                "threads|[\"inline\"]",
                "threads|\"\"",
                "mentionAll|\"everyone\"",
                "mentionAll|{\"a\":1}",
                "receipts|\"everybody\"",
                "typing|true",
            })
    void whatNoSettingCanBeIsNamed(String field, String value) {
        var body = "{\"%s\":%s}".formatted(field, value);

        var answer = Api.as(ada, port).raw("PATCH", room + "/settings", "application/json", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("validation.failed");
        assertThat(answer.json().at("/fields/0/name").asString()).isEqualTo(field);
        assertThat(answer.json().at("/fields/0/message").asString()).contains("or null");
        assertThat(snapshot().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"reactions\"", "{", "null", ""})
    void whatIsNoObjectIsRefused(String body) {
        var answer = Api.as(ada, port).raw("PATCH", room + "/settings", "application/json", body);

        assertThat(answer.status()).isBetween(400, 422);
        assertThat(snapshot().version()).isEqualTo(1);
    }

    @Test
    void onlyAdminsSetARoomAndOnlyWhereManyMeet() {
        var stranger = users.user("Stranger");
        var direct = "/rooms/" + Api.as(uma, port).post("/dm/" + ada.id(), Map.of()).text("id");
        var off = Map.of("reactions", "off");

        assertThat(Api.as(uma, port).patch(room + "/settings", off).text("code"))
                .isEqualTo("role.required");
        assertThat(Api.as(stranger, port).patch(room + "/settings", off).text("code"))
                .isEqualTo("room.not.found");
        assertThat(Api.as(ada, port).patch(direct + "/settings", off).text("code"))
                .isEqualTo("policy.denied");
        assertThat(Api.nobody(port).patch(room + "/settings", off).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "everyone, yes, yes",
        "admins, policy.denied, yes",
        "nobody, policy.denied, policy.denied"
    })
    void aRoomSaysWhoReadsEarlierVersions(String who, String user, String admin) {
        talk();
        patch(Map.of("editHistory", who));

        assertThat(versions(uma)).isEqualTo(user);
        assertThat(versions(ada)).isEqualTo(admin);
        assertThat(Api.as(uma, port).get(history() + "?fold=true").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void recordsAreWrittenInVersionsThatThereAre(int version) {
        assertThatThrownBy(() -> new LogRecordSettings(version))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("PARLEY_WRITE_LOG_VERSION");
    }

    private void talk() {
        try (var log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers())) {
            var talk = new Conversation(RoomId.of(room.substring("/rooms/".length())));
            log.append(talk.says(BEN, "one").edits(BEN, 1, "two", null));
        }
    }

    private String versions(Person reader) {
        var answer = Api.as(reader, port).get(room + "/messages/1/versions");
        if (answer.status() != 200) {
            return answer.text("code");
        }
        assertThat(answer.json().path("items")).hasSize(2);
        return "yes";
    }

    private Api.Answer patch(Object body, String... headers) {
        return Api.as(ada, port).patch(room + "/settings", body, headers);
    }

    private static RoomSettings settings(Api.Answer answer) {
        return Json.MAPPER.treeToValue(answer.json().path("settings"), RoomSettings.class);
    }

    private RoomSnapshot snapshot() {
        return Api.asService(port).get("/internal" + room).as(RoomSnapshot.class);
    }

    private String history() {
        return "/messages/history/" + room.substring("/rooms/".length());
    }

    private JsonNode lastEvent() {
        var items = Api.as(uma, port).get(history()).json().path("items");
        return items.isEmpty() ? items : items.get(items.size() - 1);
    }
}
