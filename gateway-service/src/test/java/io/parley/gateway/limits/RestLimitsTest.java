package io.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two gateways and one Redis. Addresses come from a trusted proxy, each test has its own. */
@Tag("servers")
class RestLimitsTest {

    /** What an account may ask for at once; it earns one a second. */
    private static final int AT_ONCE = 10;

    private static final int TOO_MANY = 429;

    private static UserServiceStandIn users;
    private static Service service;
    private static Gateway one;
    private static Gateway two;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        users = UserServiceStandIn.shared();
        service = new Service("message");
        one = gateway();
        two = gateway();
        var person = users.user("warm up");
        for (var gateway : new Gateway[] {one, two}) {
            LimitMetrics.awaitShared(gateway);
            // Until the keys of tokens are known an account has no limit
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> asks(gateway, "192.0.2.200", person).statusCode() == TOO_MANY);
        }
    }

    private static Gateway gateway() {
        return Gateway.start(
                users.url(),
                service.url(),
                "http://127.0.0.1:9",
                "--parley.redis.url=" + Infrastructure.shared().redisUrl(),
                "--parley.edge.trusted-proxies=127.0.0.1",
                "--parley.limits.redis-patience=10s",
                "--parley.limits.sign-ins-per-minute=2",
                "--parley.limits.refreshes-per-minute=2",
                "--parley.limits.requests-per-second=1");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/auth/login, /api/v1/auth/register",
        "/api/v1/auth/login/second-factor, /api/v1/auth/password/reset",
        "/api/v1/auth/password/forgot, /auth/login",
        "/auth/refresh, /api/v1/auth/refresh",
    })
    void signInsAreCountedByAllGatewaysTogether(String first, String second)
            throws IOException, InterruptedException {
        var address = "192.0.2." + (10 + Math.floorMod(first.hashCode() + second.length(), 100));

        var taken = posts(one, address, first);
        var refused = posts(two, address, second);
        var other = posts(two, "198.51.100.1" + second.length(), second);

        assertThat(taken.statusCode()).isNotEqualTo(TOO_MANY);
        assertThat(refused.statusCode()).isEqualTo(TOO_MANY);
        var problem = Json.MAPPER.readTree(refused.body());
        assertThat(problem.get("code").asString()).isEqualTo("rate.limited");
        assertThat(problem.get("retryAfterMs").asLong()).isBetween(1L, 30_000L);
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 30L);
        assertThat(other.statusCode()).isNotEqualTo(TOO_MANY);
    }

    @Test
    void aNetworkOfIpV6IsOneAddress() throws IOException, InterruptedException {
        posts(one, "2001:db8:5:6::1", "/auth/login");

        assertThat(posts(two, "2001:db8:5:6:7::2", "/auth/login").statusCode()).isEqualTo(TOO_MANY);
        assertThat(posts(two, "2001:db8:5:7::1", "/auth/login").statusCode())
                .isNotEqualTo(TOO_MANY);
    }

    @Test
    void anAccountHasOneBudgetWhateverTheTokenTheAddressAndTheGateway()
            throws IOException, InterruptedException {
        var busy = users.user("busy");
        var calm = users.user("calm");

        assertThat(passes(one, "192.0.2.120", busy)).isGreaterThanOrEqualTo(AT_ONCE);

        assertThat(passes(two, "192.0.2.121", busy)).isLessThan(AT_ONCE - 2);
        assertThat(asks(one, "192.0.2.120", calm).statusCode()).isEqualTo(200);
        assertThat(LimitMetrics.of(one)).contains("reason=\"rate-account\"");
    }

    @Test
    void nobodyUsesTheBudgetOfAnotherByATokenThatIsNone() throws IOException, InterruptedException {
        var victim = users.user("victim");
        var forged = users.tokens().forged(victim);
        var expired = users.tokens().expiringIn(victim, Duration.ofMinutes(-1));

        for (var i = 0; i < 3 * AT_ONCE; i++) {
            assertThat(asks(one, "192.0.2.130", forged).statusCode()).isEqualTo(200);
            assertThat(asks(one, "192.0.2.130", expired).statusCode()).isEqualTo(200);
        }

        assertThat(passes(one, "192.0.2.131", victim)).isGreaterThanOrEqualTo(AT_ONCE);
    }

    @Test
    void whatAClientSaysOfItsAddressDoesNotCount() throws IOException, InterruptedException {
        try (var alone =
                Gateway.start(
                        users.url(),
                        service.url(),
                        "http://127.0.0.1:9",
                        "--parley.limits.sign-ins-per-minute=2")) {
            posts(alone, "192.0.2.140", "/auth/login");

            assertThat(posts(alone, "192.0.2.141", "/auth/login").statusCode()).isEqualTo(TOO_MANY);
            assertThat(LimitMetrics.of(alone)).contains("reason=\"rate-sign-in\"");
        }
    }

    /** How many requests pass before one is refused. */
    private static int passes(Gateway gateway, String address, Person person)
            throws IOException, InterruptedException {
        var token = users.tokens().accessToken(person);
        for (var passed = 0; passed < 500; passed++) {
            if (asks(gateway, address, token).statusCode() == TOO_MANY) {
                return passed;
            }
        }
        throw new AssertionError("nothing was refused");
    }

    private static HttpResponse<String> asks(Gateway gateway, String address, Person person)
            throws IOException, InterruptedException {
        return asks(gateway, address, users.tokens().accessToken(person));
    }

    private static HttpResponse<String> asks(Gateway gateway, String address, String token)
            throws IOException, InterruptedException {
        return gateway.get(
                "/api/v1/rooms", "X-Forwarded-For", address, "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> posts(Gateway gateway, String address, String path)
            throws IOException, InterruptedException {
        return gateway.send(
                gateway.request(path)
                        .header("X-Forwarded-For", address)
                        .POST(BodyPublishers.ofString("{}")));
    }
}
