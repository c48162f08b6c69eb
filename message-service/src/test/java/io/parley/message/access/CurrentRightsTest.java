package io.parley.message.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.model.Role;
import io.parley.model.room.Person;
import io.parley.model.user.UserLog;
import io.parley.test.AccountLogStandIn;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A change of an account counts here at once, whatever the tokens say that are about. */
@Tag("servers")
@RunningService
class CurrentRightsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AccountLogStandIn ACCOUNTS =
            new AccountLogStandIn(Infrastructure.shared().kafkaBootstrapServers());

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;

    @Test
    void whoIsBannedIsRefusedUntilTheBanIsLifted() {
        awaitFollowed();
        assertThat(Api.as(uma, port).get("/posts").status()).isEqualTo(200);

        awaitApplied(ACCOUNTS.ban(uma, AccountLogStandIn.FOR_EVER));

        for (var path : List.of("/posts", "/rooms", "/me/rooms", "/posts/updates")) {
            var answer = Api.as(uma, port).get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.text("code")).isEqualTo("auth.revoked");
        }

        awaitApplied(ACCOUNTS.unban(uma));

        assertThat(Api.as(uma, port).get("/posts").status()).isEqualTo(200);
    }

    @Test
    void anEndedSessionIsRefusedAndTheOthersAreServed() {
        awaitFollowed();
        var ended = UUID.randomUUID();
        var ofEnded = users.tokens().withClaims(uma, Map.of("sid", ended.toString()));

        awaitApplied(ACCOUNTS.endSession(uma, ended));

        assertThat(Api.withToken(ofEnded, port).get("/posts").text("code"))
                .isEqualTo("auth.revoked");
        assertThat(Api.as(uma, port).get("/posts").status()).isEqualTo(200);
    }

    @Test
    void theRoleOfTheAccountCountsAndNotThatOfTheToken() {
        awaitFollowed();
        var asAdmin = Api.as(ada, port);
        var asUser = Api.as(uma, port);
        var post = Map.of("title", "A title", "body", "text");
        assertThat(asAdmin.post("/posts", post).status()).isEqualTo(201);
        assertThat(asUser.post("/posts", post).status()).isEqualTo(403);

        awaitApplied(ACCOUNTS.setRole(ada, Role.USER));
        awaitApplied(ACCOUNTS.setRole(uma, Role.ADMIN));

        assertThat(asAdmin.post("/posts", post).text("code")).isEqualTo("role.required");
        assertThat(asUser.post("/posts", post).status()).isEqualTo(201);
    }

    @Test
    void theWriterOfARoomsChangeHasNothingToWaitForHere() {
        var answer =
                Api.asService(port)
                        .get("/internal/applied?topic=room.log&partition=3&offset=999999");

        assertThat(answer.json().path("applied").asBoolean()).isTrue();
        assertThat(
                        Api.asService(port)
                                .get("/internal/applied?topic=chat.log&partition=0&offset=0")
                                .status())
                .isEqualTo(404);
    }

    private void awaitFollowed() {
        await().atMost(PATIENCE).until(() -> Api.as(ada, port).get("/posts").status() == 200);
    }

    private void awaitApplied(long offset) {
        var path =
                "/internal/applied?topic=%s&partition=0&offset=%d".formatted(UserLog.TOPIC, offset);
        await().atMost(PATIENCE)
                .until(() -> Api.asService(port).get(path).json().path("applied").asBoolean());
    }
}
