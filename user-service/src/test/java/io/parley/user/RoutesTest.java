package io.parley.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Problem;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@UserServiceTest
class RoutesTest {

    private static final Set<String> OPEN =
            Set.of(
                    "/auth/register",
                    "/auth/login",
                    "/auth/login/second-factor",
                    "/auth/refresh",
                    "/auth/logout",
                    "/auth/health",
                    "/auth/options",
                    "/auth/oidc/start",
                    "/auth/oidc/callback",
                    "/auth/oidc/token",
                    "/auth/password/forgot",
                    "/auth/password/reset",
                    "/.well-known/jwks.json",
                    "/.well-known/openid-configuration",
                    "/error");

    @Autowired Api api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void answersEveryRouteThatIsNotListedWith401ToAnAnonymousCall() {
        var closed =
                routes.getHandlerMethods().keySet().stream()
                        .flatMap(RoutesTest::calls)
                        .filter(call -> !OPEN.contains(call.path()))
                        .toList();

        assertThat(closed).hasSizeGreaterThanOrEqualTo(10);
        assertThat(closed)
                .allSatisfy(
                        call -> {
                            var answer = api.send(call.method(), call.path(), "{}", "");
                            assertThat(answer.status()).isEqualTo(401);
                            assertThat(answer.code()).isEqualTo("auth.missing");
                            assertThat(answer.contentType()).isEqualTo(Problem.MEDIA_TYPE);
                        });
        assertThat(api.get("/no/such/path", "").status()).isEqualTo(401);
        assertThat(api.get("/actuator/health", "").status()).isEqualTo(401);
    }

    @Test
    void letsNoPersonMakeAnInternalCall() {
        var admin = api.admin();
        var path = InternalApi.PREFIX + "/users/" + admin.id();

        var withToken = api.get(path, admin.accessToken());
        var withWrongSecret =
                api.send(api.request(path, "").header(InternalApi.TOKEN_HEADER, "guess"));

        assertThat(withToken.code()).isEqualTo("auth.missing");
        assertThat(withWrongSecret.code()).isEqualTo("auth.invalid");
    }

    @Test
    void refusesWhatIsNotARequestOfTheApi() {
        var token = api.admin().accessToken();

        assertThat(refusal(api.get("/no/such/path", token))).isEqualTo("404 not.found");
        assertThat(refusal(api.send("PUT", "/me", "{}", token)))
                .isEqualTo("405 method.not.allowed");
        assertThat(refusal(api.send("POST", "/auth/login", "{\"username\":", "")))
                .isEqualTo("400 frame.malformed");
        assertThat(refusal(api.send("POST", "/auth/login", "", "")))
                .isEqualTo("400 frame.malformed");
        assertThat(refusal(api.send("POST", "/auth/login", "[]", "")))
                .isEqualTo("400 frame.malformed");
        assertThat(refusal(api.send("POST", "/auth/login", "{\"username\":{}}", "")))
                .isEqualTo("400 frame.malformed");
        assertThat(refusal(api.send("POST", "/auth/login", "[".repeat(5_000), "")))
                .isEqualTo("400 frame.malformed");
        assertThat(refusal(api.send("POST", "/auth/login", "{}", "")))
                .isEqualTo("422 validation.failed");
        assertThat(refusal(api.get("/users?after=%FF", token))).isEqualTo("400 frame.malformed");
        assertThat(
                        refusal(
                                api.send(
                                        api.request("/auth/login", "")
                                                .header("Content-Type", "text/plain")
                                                .POST(BodyPublishers.ofString("x")))))
                .isEqualTo("415 media.type.unsupported");
    }

    @Test
    void refusesALargeBodyWhetherItsLengthIsAnnouncedOrNot() {
        var large = ("{\"username\":\"" + "x".repeat(70_000) + "\"}").getBytes(UTF_8);

        var announced =
                api.send(
                        api.request("/auth/login", "")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(large)));
        var chunked =
                api.send(
                        api.request("/auth/login", "")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(large))));

        assertThat(refusal(announced)).isEqualTo("413 frame.too.large");
        assertThat(refusal(chunked)).isEqualTo("413 frame.too.large");
    }

    @Test
    void ignoresAStaleTokenOnOpenRoutes() {
        assertThat(api.get("/auth/health", "stale").status()).isEqualTo(200);
        assertThat(api.send("POST", "/auth/refresh", "{}", "stale").status()).isEqualTo(422);
    }

    private record Call(String method, String path) {}

    private static Stream<Call> calls(RequestMappingInfo route) {
        var methods = route.getMethodsCondition().getMethods();
        return route.getPatternValues().stream()
                .map(path -> path.replaceAll("\\{[^}]*}", "x"))
                .flatMap(
                        path ->
                                methods.isEmpty()
                                        ? Stream.of(new Call(HttpMethod.GET.name(), path))
                                        : methods.stream().map(m -> new Call(m.name(), path)));
    }

    private static String refusal(Api.Answer answer) {
        assertThat(answer.contentType()).isEqualTo(Problem.MEDIA_TYPE);
        return answer.status() + " " + answer.code();
    }
}
