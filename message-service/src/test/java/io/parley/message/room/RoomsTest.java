package io.parley.message.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.model.UserId;
import io.parley.model.room.OpenDirect;
import io.parley.model.room.Person;
import io.parley.model.room.RoomSnapshot;
import io.parley.test.UserServiceStandIn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class RoomsTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Person ugo = users.user("Ugo");

    @LocalServerPort int port;

    @Test
    void aUserOpensADirectRoomWithAnAdminAndFindsItAgain() {
        var made = as(uma).post("/dm/" + ada.id(), Map.of());
        var again = as(uma).post("/dm/" + ada.id(), Map.of());
        var fromTheOtherSide = as(ada).post("/dm/" + uma.id(), Map.of());

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("kind")).isEqualTo("direct");
        assertThat(made.json().at("/with/username").asString()).isEqualTo("Ada");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(made.text("id"));
        assertThat(fromTheOtherSide.text("id")).isEqualTo(made.text("id"));
        assertThat(fromTheOtherSide.json().at("/with/username").asString()).isEqualTo("Uma");
    }

    @Test
    void usersCannotReachEachOther() {
        var direct = as(uma).post("/dm/" + ugo.id(), Map.of());
        var group = as(uma).post("/rooms", group("Ours", ugo));
        var asDirectKind =
                as(uma).post("/rooms", Map.of("kind", "direct", "members", List.of(ugo.id())));
        var fromChat = service().post("/internal/direct", new OpenDirect(uma.id(), ugo.id()));

        assertThat(direct.status()).isEqualTo(403);
        assertThat(direct.text("code")).isEqualTo("policy.denied");
        assertThat(group.text("code")).isEqualTo("role.required");
        assertThat(asDirectKind.text("code")).isEqualTo("policy.denied");
        assertThat(fromChat.text("code")).isEqualTo("policy.denied");
        assertThat(as(uma).get("/rooms").json().path("items")).isEmpty();
    }

    @Test
    void twoFirstContactsAtOnceMakeOneRoom() throws Exception {
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 20; round++) {
                var admin = users.admin("Race");
                var user = users.user("Runner");
                List<Callable<Api.Answer>> calls =
                        List.of(
                                () -> as(admin).post("/dm/" + user.id(), Map.of()),
                                () -> as(user).post("/dm/" + admin.id(), Map.of()));

                var answers = both.invokeAll(calls).stream().map(Future::resultNow).toList();

                assertThat(answers)
                        .extracting(Api.Answer::status)
                        .containsExactlyInAnyOrder(200, 201);
                assertThat(answers).extracting(answer -> answer.text("id")).hasSameSizeAs(answers);
                assertThat(answers.get(0).text("id")).isEqualTo(answers.get(1).text("id"));
            }
        }
    }

    @Test
    void anAdminMakesAGroupAndMembersSeeIt() {
        var made = as(ada).post("/rooms", group("Crew", uma, ugo));
        var id = made.text("id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.raw().headers().firstValue("Location")).hasValue("rooms/" + id);
        assertThat(made.raw().headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(made.json().path("members")).hasSize(3);
        assertThat(as(uma).get("/rooms/" + id).text("name")).isEqualTo("Crew");
        assertThat(as(users.user("Stranger")).get("/rooms/" + id).text("code"))
                .isEqualTo("room.not.found");
        assertThat(as(uma).get("/rooms").json().at("/items/0/id").asString()).isEqualTo(id);
    }

    @Test
    void membersComeAndGoWithANewVersionEachTime() {
        var id = as(ada).post("/rooms", group("Crew", uma)).text("id");

        var added = as(ada).post("/rooms/" + id + "/members", members(ugo));
        var addedAgain = as(ada).post("/rooms/" + id + "/members", members(ugo));
        var removed = as(ada).delete("/rooms/" + id + "/members/" + uma.id());

        assertThat(added.json().path("version").asLong()).isEqualTo(2);
        assertThat(addedAgain.json().path("version").asLong()).isEqualTo(2);
        assertThat(removed.status()).isEqualTo(204);
        var now = service().get("/internal/rooms/" + id).as(RoomSnapshot.class);
        assertThat(now.version()).isEqualTo(3);
        assertThat(now.members()).containsExactlyInAnyOrder(ada.id(), ugo.id());
        assertThat(as(uma).get("/rooms/" + id).status()).isEqualTo(404);
        assertThat(as(ugo).post("/rooms/" + id + "/members", members(uma)).text("code"))
                .isEqualTo("role.required");
    }

    @Test
    void aRenameNeedsTheVersionThatItWasMadeFor() {
        var id = as(ada).post("/rooms", group("Before", uma)).text("id");

        var renamed = as(ada).patch("/rooms/" + id, Map.of("name", "After"), "If-Match", "\"1\"");
        var late = as(ada).patch("/rooms/" + id, Map.of("name", "Late"), "If-Match", "\"1\"");

        assertThat(renamed.text("name")).isEqualTo("After");
        assertThat(renamed.raw().headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("code")).isEqualTo("precondition.failed");
    }

    @Test
    void aRenameIsMadeWhereOneOfTheVersionsNamedIsTheCurrentOne() {
        var id = as(ada).post("/rooms", group("Before", uma)).text("id");

        var inAList = rename(id, "If-Match", "\"3\", \"1\"");
        var onASecondLine = rename(id, "If-Match", "\"7\"", "If-Match", "\"2\"");
        var throughACompressingProxy = rename(id, "If-Match", "W/\"3\"");
        var whateverItIs = rename(id, "If-Match", "*");
        var noneOfThem = rename(id, "If-Match", "\"1\", W/\"2\"", "If-Match", "\"51\"");

        assertThat(inAList.status()).isEqualTo(200);
        assertThat(onASecondLine.status()).isEqualTo(200);
        assertThat(throughACompressingProxy.status()).isEqualTo(200);
        assertThat(whateverItIs.status()).isEqualTo(200);
        assertThat(noneOfThem.text("code")).isEqualTo("precondition.failed");
    }

    private Api.Answer rename(String id, String... headers) {
        return as(ada).patch("/rooms/" + id, Map.of("name", UUID.randomUUID().toString()), headers);
    }

    @Test
    void aUserIsNotToldWhichUsersExist() {
        var nobody = UserId.of("01890000-0000-7000-8000-000000000000");

        assertThat(body(as(uma).post("/dm/" + nobody, Map.of())))
                .isEqualTo(body(as(uma).post("/dm/" + ugo.id(), Map.of())));
        assertThat(body(as(uma).post("/rooms", direct(nobody))))
                .isEqualTo(body(as(uma).post("/rooms", direct(ugo.id()))));
        assertThat(body(service().post("/internal/direct", new OpenDirect(uma.id(), nobody))))
                .isEqualTo(
                        body(
                                service()
                                        .post(
                                                "/internal/direct",
                                                new OpenDirect(uma.id(), ugo.id()))));
    }

    private static Map<String, Object> direct(UserId other) {
        return Map.of("kind", "direct", "members", List.of(other));
    }

    private static String body(Api.Answer answer) {
        return answer.status() + answer.raw().body();
    }

    @Test
    void aRepeatedRequestMakesOneRoomAndAnotherBodyUnderItsKeyIsRefused() {
        var key = UUID.randomUUID().toString();

        var made = as(ada).post("/rooms", group("Once", uma), "Idempotency-Key", key);
        var again = as(ada).post("/rooms", group("Once", uma), "Idempotency-Key", key);
        var other = as(ada).post("/rooms", group("Twice", uma), "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(made.text("id"));
        assertThat(other.status()).isEqualTo(409);
    }

    @Test
    void unknownPeopleAndBadNamesAreNamed() {
        var stranger = new Person(ada.id(), "x", "x", ada.role());
        var unknown =
                as(ada).post(
                                "/rooms",
                                Map.of(
                                        "kind",
                                        "group",
                                        "name",
                                        "X",
                                        "members",
                                        List.of("01890000-0000-7000-8000-000000000000")));

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().at("/fields/0/name").asString()).isEqualTo("members");
        assertThat(
                        as(stranger)
                                .post("/rooms", group(" ", uma))
                                .json()
                                .at("/fields/0/name")
                                .asString())
                .isEqualTo("name");
        assertThat(as(ada).post("/dm/01890000-0000-7000-8000-000000000000", Map.of()).text("code"))
                .isEqualTo("user.not.found");
        assertThat(as(ada).post("/dm/" + ada.id(), Map.of()).status()).isEqualTo(422);
    }

    private Api as(Person person) {
        return Api.as(person, port);
    }

    private Api service() {
        return Api.asService(port);
    }

    private static Map<String, Object> group(String name, Person... members) {
        return Map.of("kind", "group", "name", name, "members", ids(members));
    }

    private static Map<String, Object> members(Person... members) {
        return Map.of("members", ids(members));
    }

    private static List<String> ids(Person... people) {
        return Arrays.stream(people).map(person -> person.id().toString()).toList();
    }
}
