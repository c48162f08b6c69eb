package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@InvitedOnly
class InvitationsTest {

    @Autowired Api api;
    @Autowired MovableClock clock;

    @Test
    void tellsWhatOneMayDoHere() {
        var options = api.get("/auth/options", "").json();

        assertThat(options.path("registration").asString()).isEqualTo("invitation");
        assertThat(options.path("passwordReset").asBoolean()).isTrue();
    }

    @Test
    void letsNobodyRegisterWithoutACodeThatWorks() {
        var without = register(Api.newName("uninvited"), null);
        var guessed = register(Api.newName("guesser"), "guess");

        assertThat(without.code()).isEqualTo("policy.denied");
        assertThat(guessed.json().path("fields").findValuesAsString("name"))
                .containsExactly("invitation");
    }

    @Test
    void givesTheRoleOfTheInvitationOncePerUse() {
        var invitation = invite("{\"role\":\"ADMIN\"}");
        var code = invitation.text("code");

        var taken = register(Api.ADMIN, code);
        var admin = register(Api.newName("invited"), code);
        var second = register(Api.newName("second"), code);

        assertThat(invitation.status()).isEqualTo(201);
        assertThat(invitation.json().path("usesLeft").asInt()).isEqualTo(1);
        assertThat(taken.code()).isEqualTo("conflict");
        assertThat(admin.text("role")).isEqualTo("ADMIN");
        assertThat(second.code()).isEqualTo("validation.failed");
    }

    @Test
    void isSpentByNoMoreThanItsUsesHoweverManyAskAtOnce() {
        var code = invite("{\"uses\":2}").text("code");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 6)
                            .mapToObj(i -> Api.newName("crowd"))
                            .map(
                                    name ->
                                            CompletableFuture.supplyAsync(
                                                    () -> register(name, code), threads))
                            .toList();
            var made = asked.stream().filter(answer -> answer.join().status() == 201).count();

            assertThat(made).isEqualTo(2);
        }
    }

    @Test
    void endsWithItsTimeOrWhenAnAdminSaysSo() {
        var expiring = invite("{\"expiresAt\":\"" + clock.instant().plusSeconds(3600) + "\"}");
        var revoked = invite("{}");
        var path = "/admin/invitations/" + revoked.text("id");
        var token = api.admin().accessToken();

        var listed = api.get("/admin/invitations", token).json().path("items");
        var end = api.send("DELETE", path, "", token);
        var again = api.send("DELETE", path, "", token);
        var audit = api.get("/admin/audit?limit=2", token).json();
        clock.pass(Duration.ofHours(2));

        assertThat(listed.findValuesAsString("id"))
                .contains(expiring.text("id"), revoked.text("id"));
        assertThat(listed.findValues("code")).isEmpty();
        assertThat(end.status()).isEqualTo(204);
        assertThat(again.code()).isEqualTo("not.found");
        assertThat(audit.at("/items/0/action").asString()).isEqualTo("invitation.revoked");
        assertThat(audit.at("/items/1/action").asString()).isEqualTo("invitation.created");
        assertThat(audit.at("/items/0/details/invitationId").asString())
                .isEqualTo(audit.at("/items/1/details/invitationId").asString())
                .isEqualTo(revoked.text("id"));
        assertThat(register(Api.newName("late"), expiring.text("code")).status()).isEqualTo(422);
        assertThat(register(Api.newName("late"), revoked.text("code")).status()).isEqualTo(422);
    }

    @Test
    void isTheBusinessOfAdmins() {
        var code = invite("{}").text("code");
        var name = Api.newName("plain");
        register(name, code);
        var user = api.login(name).accessToken();

        assertThat(api.get("/admin/invitations", user).code()).isEqualTo("role.required");
        assertThat(api.post("/admin/invitations", Map.of(), user).status()).isEqualTo(403);
        assertThat(invite("{\"uses\":0}").status()).isEqualTo(422);
        assertThat(invite("{\"expiresAt\":\"2020-01-01T00:00:00Z\"}").status()).isEqualTo(422);
    }

    private Api.Answer invite(String json) {
        return api.send("POST", "/admin/invitations", json, api.admin().accessToken());
    }

    private Api.Answer register(String name, @Nullable String code) {
        var body = Map.of("username", name, "password", Api.PASSWORD);
        return api.post(
                "/auth/register",
                code == null
                        ? body
                        : Map.of("username", name, "password", Api.PASSWORD, "invitation", code),
                "");
    }
}
