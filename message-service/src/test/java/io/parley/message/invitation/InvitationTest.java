package io.parley.message.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class InvitationTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Person ugo = users.user("Ugo");

    @LocalServerPort int port;

    @Test
    void aCodeLetsOnePersonInAndIsUsedUp() {
        var room = group();
        var made = as(ada).post(room + "/invitations", Map.of());

        var accepted = accept(uma, made.text("code"));
        var again = accept(uma, made.text("code"));
        var late = accept(ugo, made.text("code"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat("/rooms/" + accepted.text("id")).isEqualTo(room);
        assertThat(again.status()).isEqualTo(404);
        assertThat(late.text("code")).isEqualTo("not.found");
        assertThat(as(uma).get(room).text("standing")).isEqualTo("member");
    }

    @Test
    void whoIsInsideUsesNothingUp() {
        var room = group(uma);
        var code = as(ada).post(room + "/invitations", Map.of()).text("code");

        assertThat(accept(uma, code).status()).isEqualTo(200);
        assertThat(accept(ugo, code).status()).isEqualTo(200);
    }

    @Test
    void anInvitationMakesSpectatorsIfItSaysSo() {
        var room = group();
        var wanted = Map.of("standing", "spectator", "uses", 2);
        var code = as(ada).post(room + "/invitations", wanted).text("code");

        assertThat(accept(uma, code).text("standing")).isEqualTo("spectator");
    }

    @Test
    void aCodeIsShownOnceAndCanBeRevoked() {
        var room = group();
        var made = as(ada).post(room + "/invitations", Map.of("uses", 5));

        var listed = as(ada).get(room + "/invitations").json();

        assertThat(listed.at("/items/0/id").asString()).isEqualTo(made.text("id"));
        assertThat(listed.at("/items/0/usesLeft").asInt()).isEqualTo(5);
        assertThat(listed.at("/items/0").has("code")).isFalse();
        assertThat(as(ada).delete(room + "/invitations/" + made.text("id")).status())
                .isEqualTo(204);
        assertThat(accept(uma, made.text("code")).status()).isEqualTo(404);
    }

    @Test
    void aBannedPersonFindsNoInvitation() {
        var room = group(uma);
        var code = as(ada).post(room + "/invitations", Map.of()).text("code");
        as(ada).put(room + "/bans/" + uma.id(), Map.of());

        assertThat(accept(uma, code).status()).isEqualTo(404);
        assertThat(as(uma).get(room).status()).isEqualTo(404);
    }

    @Test
    void asManyComeInAsThereAreUsesHoweverManyTryAtOnce() throws Exception {
        var room = group();
        var code = as(ada).post(room + "/invitations", Map.of("uses", 3)).text("code");
        List<Callable<Integer>> tries =
                IntStream.range(0, 8)
                        .mapToObj(number -> users.user("Crowd"))
                        .map(person -> (Callable<Integer>) () -> accept(person, code).status())
                        .toList();

        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = all.invokeAll(tries).stream().map(Future::resultNow).toList();

            assertThat(answers).containsOnly(200, 404);
            assertThat(Collections.frequency(answers, 200)).isEqualTo(3);
        }
    }

    @Test
    void usersInviteNobodyAndNonsenseIsRefused() {
        var room = group(uma);

        assertThat(as(uma).post(room + "/invitations", Map.of()).text("code"))
                .isEqualTo("role.required");
        assertThat(as(ugo).post(room + "/invitations", Map.of()).text("code"))
                .isEqualTo("room.not.found");
        assertThat(invite(room, Map.of("uses", 0))).isEqualTo(422);
        assertThat(invite(room, Map.of("standing", "banned"))).isEqualTo(422);
        assertThat(invite(room, Map.of("expiresAt", Instant.now().minusSeconds(1)))).isEqualTo(422);
        assertThat(accept(ugo, "no code").status()).isEqualTo(404);
        assertThat(as(ugo).post("/invitations/accept", Map.of()).status()).isEqualTo(422);
    }

    private int invite(String room, Map<String, ?> wanted) {
        return as(ada).post(room + "/invitations", wanted).status();
    }

    private Api.Answer accept(Person person, String code) {
        return as(person).post("/invitations/accept", Map.of("code", code));
    }

    private String group(Person... inside) {
        var ids = List.of(inside).stream().map(person -> person.id().toString()).toList();
        var made = as(ada).post("/rooms", Map.of("kind", "group", "name", "Crew", "members", ids));
        return "/rooms/" + made.text("id");
    }

    private Api as(Person person) {
        return Api.as(person, port);
    }
}
