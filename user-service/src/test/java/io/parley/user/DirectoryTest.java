package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
            var page = api.get("/users?limit=2&after=" + next, admin.accessToken()).json();
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
        assertThat(found(admin, "%C3%BCnal%20100%25")).containsExactly(name);
        assertThat(found(admin, "%25")).isEmpty();
        assertThat(found(admin, "_oe")).isEmpty();
    }

    @Test
    void refusesAPageNobodyGave() {
        var token = api.admin().accessToken();

        assertThat(api.get("/users?limit=0", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?limit=201", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?limit=x", token).code()).isEqualTo("validation.failed");
        assertThat(api.get("/users?after=!!", token).code()).isEqualTo("validation.failed");
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

    private List<String> found(Api.Login admin, String query) {
        return api.get("/users?q=" + query, admin.accessToken())
                .json()
                .path("items")
                .findValuesAsString("username");
    }
}
