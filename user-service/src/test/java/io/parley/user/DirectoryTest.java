package io.parley.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.Json;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@UserServiceTest
class DirectoryTest {

    @Autowired Api api;

    @Test
    void showsAUserTheAdminsAndThemselvesOnly() {
        var admin = api.admin();
        var user = api.newUser("looker");
        var other = api.newUser("hidden");

        var list = api.get("/users", user.accessToken());
        var hidden = api.get("/users/" + other.id(), user.accessToken());
        var absent = api.get("/users/" + UUID.randomUUID(), user.accessToken());

        assertThat(list.json().path("items").findValuesAsString("id")).containsOnly(admin.id());
        assertThat(api.get("/users/" + admin.id(), user.accessToken()).status()).isEqualTo(200);
        assertThat(api.get("/users/" + user.id(), user.accessToken()).status()).isEqualTo(200);
        assertThat(hidden.code()).isEqualTo("user.not.found");
        assertThat(hidden.raw().body()).isEqualTo(absent.raw().body());
    }

    @Test
    void showsAnAdminEverybodyPageByPage() {
        var admin = api.admin();
        var made = List.of(api.newUser("page").username(), api.newUser("page").username());

        var seen = new ArrayList<String>();
        var next = "";
        do {
            var page = api.get("/users?limit=2&cursor=" + next, admin.accessToken()).json();
            assertThat(page.path("items").size()).isBetween(1, 2);
            seen.addAll(page.path("items").findValuesAsString("username"));
            next = page.path("next").asString("");
        } while (!next.isEmpty());

        assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(made).contains(Api.ADMIN);
    }

    @Test
    void findsByTheStartOfANameAndTakesWildcardsLiterally() {
        var admin = api.admin();
        var name = Api.newName("zoe");
        api.post(
                "/auth/register",
                Map.of("username", name, "password", Api.PASSWORD, "displayName", "Ünal 100%"),
                "");

        assertThat(found(admin, "ZOE")).contains(name);
        assertThat(found(admin, "\u00fcnal 100%")).containsExactly(name);
        assertThat(found(admin, "%")).isEmpty();
        assertThat(found(admin, "_oe")).isEmpty();
    }

    @Test
    void findsANameHoweverItIsTypedAndStored() {
        var admin = api.admin();
        var turkish = named("\u0130rina \u0130nes");
        var decomposed = named("Jose\u0301 Garc\u00eda");
        var chinese = named("\u738b\u5c0f\u660e");

        assertThat(found(admin, "irina")).contains(turkish);
        assertThat(found(admin, "INES")).contains(turkish);
        assertThat(found(admin, "\u0131nes")).contains(turkish);
        assertThat(found(admin, "Jos\u00e9")).contains(decomposed);
        assertThat(found(admin, "jose\u0301")).contains(decomposed);
        assertThat(found(admin, "JOSE GARCIA")).contains(decomposed);
        assertThat(found(admin, " garc\u00eda\u00a0")).contains(decomposed);
        assertThat(found(admin, "\u5c0f\u660e")).contains(chinese);
        assertThat(found(admin, "arc\u00eda")).doesNotContain(decomposed);
        assertThat(adminFound(admin, "JOSE\u0301")).contains(decomposed);
    }

    @Test
    void findsWhoWasRenamedByTheNewNameOnly() {
        var admin = api.admin();
        var user = api.newUser("renamed");
        rename(user, "Qwertz Before");

        rename(user, "Qwertz After");

        assertThat(found(admin, "after")).contains(user.username());
        assertThat(found(admin, "qwertz before")).isEmpty();
    }

    @Test
    void pagesASearchByEitherNameOfTheCursor() {
        var admin = api.admin();
        var all = List.of(named("Xylo One"), named("Xylo Two"), named("Xylo Three"));

        var first = api.get("/users?q=xylo&limit=2", admin.accessToken()).json();
        var next = first.path("next").asString();
        var second = api.get("/users?q=xylo&limit=2&cursor=" + next, admin.accessToken()).json();
        var older = api.get("/users?q=xylo&limit=2&after=" + next, admin.accessToken()).json();

        var seen = new ArrayList<>(first.path("items").findValuesAsString("username"));
        seen.addAll(second.path("items").findValuesAsString("username"));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        assertThat(older).isEqualTo(second);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void refusesNamesThatLookLikeThoseOfAnAdmin() {
        var admin = api.newUser("quorra");
        role(admin, "ADMIN");
        var user = api.newUser("stranger");
        var name = admin.username();

        for (var taken :
                List.of(
                        name.toUpperCase(Locale.ROOT), name.replace('o', '\u043e'),
                        name.replace("rr", "r\u0301r"), name.replace("-", " "))) {
            var renamed = rename(user, taken);
            assertThat(renamed.json().at("/fields/0/name").asString())
                    .as(taken)
                    .isEqualTo("displayName");
        }
        var registered =
                api.post(
                        "/auth/register",
                        Map.of("username", name.replace('o', '0'), "password", Api.PASSWORD),
                        "");
        assertThat(registered.json().at("/fields/0/name").asString()).isEqualTo("username");
        assertThat(rename(user, "Quentin").status()).isEqualTo(200);
        role(admin, "USER");
    }

    @Test
    void refusesAPageNobodyGave() {
        var token = api.admin().accessToken();

        assertThat(api.get("/users?limit=0", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?limit=201", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?limit=x", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?after=!!", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?cursor=!!", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?q=%00", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?q=" + "x".repeat(65), token).code())
                .isEqualTo("validation.failed");
    }

    @Test
    void tellsServicesWhoPeopleAre() {
        var one = api.newUser("internal");
        var other = api.newUser("internal");
        var absent = UUID.randomUUID();

        var single = api.asService("GET", "/internal/users/" + one.id(), "");
        var several =
                api.asService(
                        "GET",
                        "/internal/users?ids=%s,%s,%s,x".formatted(one.id(), other.id(), absent),
                        "");

        assertThat(single.text("username")).isEqualTo(one.username());
        assertThat(several.json().findValuesAsString("id"))
                .containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(api.asService("GET", "/internal/users/" + absent, "").code())
                .isEqualTo("user.not.found");
        assertThat(api.asService("GET", "/internal/users?ids=" + "x,".repeat(201), "").code())
                .isEqualTo("validation.failed");
    }

    private void role(Api.Login person, String role) {
        var answer =
                api.send(
                        "PUT",
                        "/admin/users/" + person.id() + "/role",
                        "{\"role\":\"%s\",\"reason\":\"test\"}".formatted(role),
                        api.admin().accessToken());
        assertThat(answer.status()).isEqualTo(200);
    }

    private Api.Answer rename(Api.Login user, String displayName) {
        return api.send(
                "PATCH",
                "/me",
                Json.MAPPER.writeValueAsString(Map.of("displayName", displayName)),
                user.accessToken());
    }

    private String named(String displayName) {
        var name = Api.newName("named");
        var made =
                api.post(
                        "/auth/register",
                        Map.of(
                                "username", name,
                                "password", Api.PASSWORD,
                                "displayName", displayName),
                        "");
        assertThat(made.status()).isEqualTo(201);
        return name;
    }

    private List<String> adminFound(Api.Login admin, String query) {
        return api.get("/admin/users?q=" + encoded(query), admin.accessToken())
                .json()
                .path("items")
                .findValuesAsString("username");
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, UTF_8);
    }

    private List<String> found(Api.Login admin, String query) {
        return api.get("/users?q=" + encoded(query), admin.accessToken())
                .json()
                .path("items")
                .findValuesAsString("username");
    }
}
