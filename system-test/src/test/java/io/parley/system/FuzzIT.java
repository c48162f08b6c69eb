package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import io.parley.stack.JavaService;
import io.parley.system.fuzz.Call;
import io.parley.system.fuzz.Calls;
import io.parley.system.fuzz.RawHttp;
import io.parley.system.fuzz.Reply;
import io.parley.system.fuzz.Route;
import io.parley.system.fuzz.Routes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JacksonException;

/**
 * Every parameter of every route gets every kind of value, straight at its service and through the
 * gateway, from nobody, a user and an admin: each answer is one that the protocol lists, comes
 * soon, and leaves at most one line in the logs. Routes are found in the packaged services, so that
 * a new one is tried without being named here.
 */
@WholeSuite
class FuzzIT {

    /** On an idle machine each takes milliseconds; what takes seconds here costs too much. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** A machine that is busy with other things now and then holds one up, but never many. */
    private static final int SLOW_ONES = 2;

    private static final Duration NEVER = Duration.ofSeconds(20);

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_FAILURE = 500;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int ANONYMOUS_TRIES = 5;

    /** Nothing of what is refused here depends on who asks, or by which way: every so many do. */
    private static final int OF_OTHERS = 4;

    /** What the gateway answers, with no body, to what is no HTTP: it finds no route for that. */
    private static final Set<Integer> NO_HTTP = Set.of(400, 414, 431);

    /** Routes that are asked to wait for something. */
    private static final Map<String, Duration> WAIT =
            Map.of("GET /internal/applied", Duration.ofSeconds(2));

    private static final int SIDE_BY_SIDE = 16;

    private static final int SHOWN = 20;
    private static final int LEAST_ROUTES = 85;
    private static final String AUTHORIZATION = "Authorization";

    /** Where a right request would take the ground from under all other tests. */
    private static final Set<String> NOT_AS_ADMIN = Set.of("POST /admin/keys/rotate");

    private final Suite suite;

    FuzzIT(Suite suite) {
        this.suite = suite;
    }

    @Test
    void findsTheRoutesOfAllServices() {
        var found =
                Stream.of("user-service", "message-service", "chat-service")
                        .flatMap(FuzzIT::routes)
                        .toList();

        assertThat(found).hasSizeGreaterThanOrEqualTo(LEAST_ROUTES);
        assertThat(found.stream().map(Route::toString))
                .contains(
                        "GET /me/rooms",
                        "PUT /rooms/{id}/bans/{userId}",
                        "GET /admin/audit",
                        "PATCH /rooms/{roomId}/messages/{seq}",
                        "GET /internal/load",
                        "GET /internal/applied");
    }

    @TestFactory
    Stream<DynamicTest> ofUserService() {
        return tests("user-service", ServiceName.USER);
    }

    @TestFactory
    Stream<DynamicTest> ofMessageService() {
        return tests("message-service", ServiceName.MESSAGE);
    }

    @TestFactory
    Stream<DynamicTest> ofChatService() {
        return tests("chat-service", ServiceName.CHAT);
    }

    private Stream<DynamicTest> tests(String service, ServiceName name) {
        var cast = FuzzCast.of(suite);
        return routes(service)
                .map(
                        route ->
                                DynamicTest.dynamicTest(
                                        route.toString(),
                                        () -> new Trial(route, name, cast).run()));
    }

    private static Stream<Route> routes(String service) {
        var jar = Path.of("../%1$s/target/%1$s-0.1.0-SNAPSHOT.jar".formatted(service));
        return Stream.concat(Routes.of(jar).stream(), Routes.servlets(service));
    }

    /** Pods have numbers, as in {@code chat-1}. */
    private JavaService oneOf(ServiceName name) {
        var member =
                suite.stack().memberNames().stream()
                        .filter(each -> each.startsWith(name.wireName().replace("service", "")))
                        .findFirst();
        return suite.stack().service(member.orElseThrow());
    }

    /** All requests of one route. */
    private final class Trial {

        private final Route route;
        private final ServiceName called;
        private final FuzzCast cast;
        private final RawHttp service;
        private final RawHttp gateway;
        private final List<String> wrong = new ArrayList<>();
        private int made;
        private int slow;

        Trial(Route route, ServiceName called, FuzzCast cast) {
            this.route = route;
            this.called = called;
            this.cast = cast;
            this.service = new RawHttp(URI.create(oneOf(called).url()));
            this.gateway = new RawHttp(suite.api().base());
        }

        void run() {
            var logs = new LogTail(suite);
            var calls = Calls.of(route, cast.things()).toList();
            if (route.isInternal()) {
                fromServices(calls);
            } else {
                fromPeople(calls);
            }
            checkLogs(logs.next());
            assertThat(wrong.stream().limit(SHOWN))
                    .as("%d of %d requests", wrong.size(), made)
                    .isEmpty();
            assertThat(slow).as("slow answers").isLessThanOrEqualTo(SLOW_ONES);
        }

        /** Side by side where each may wait for something. */
        private void fromServices(List<Call> calls) {
            if (!WAIT.containsKey(route.toString())) {
                calls.forEach(this::fromAService);
                return;
            }
            var threads = Thread.ofVirtual().factory();
            try (var pool = Executors.newFixedThreadPool(SIDE_BY_SIDE, threads)) {
                calls.stream()
                        .map(call -> CompletableFuture.runAsync(() -> fromAService(call), pool))
                        .toList()
                        .forEach(CompletableFuture::join);
            }
        }

        private void fromAService(Call call) {
            var tokens =
                    new ServiceTokens(suite.internalSecret(), ServiceName.CHAT, Clock.systemUTC());
            check(
                    "service",
                    call,
                    service.send(call.by(InternalApi.TOKEN_HEADER, tokens.to(called))));
        }

        private void fromPeople(List<Call> calls) {
            var first = calls.getFirst();
            if (service.send(first).status() != UNAUTHORIZED) {
                everyOne(1, calls, this::fromNobody);
                everyOne(OF_OTHERS, calls, call -> checkGateway("nobody", call));
                return;
            }
            everyOne(1, calls.subList(0, ANONYMOUS_TRIES), this::fromNobody);
            var forAdmins = !NOT_AS_ADMIN.contains(route.toString()) && !refuses(first);
            everyOne(forAdmins ? OF_OTHERS : 1, calls, this::fromUser);
            if (forAdmins) {
                everyOne(1, calls, this::fromAdmin);
                everyOne(OF_OTHERS, calls, call -> checkGateway("admin", asAdmin(call)));
            }
        }

        /** Some routes are for users alone. */
        private boolean refuses(Call call) {
            return service.send(asAdmin(call)).status() == FORBIDDEN;
        }

        private void everyOne(int step, List<Call> calls, Consumer<Call> act) {
            for (var i = 0; i < calls.size(); i += step) {
                act.accept(calls.get(i));
            }
        }

        private void fromNobody(Call call) {
            check("nobody", call, service.send(call));
        }

        private void fromUser(Call call) {
            var own = call.by(AUTHORIZATION, cast.userToken());
            check("user", own, service.send(own));
        }

        private void fromAdmin(Call call) {
            var own = asAdmin(call);
            check("admin", own, service.send(own));
        }

        private Call asAdmin(Call call) {
            return call.by(AUTHORIZATION, cast.adminToken());
        }

        private void checkGateway(String who, Call call) {
            var outside = throughGateway(call);
            check(who + ", gateway", outside, gateway.send(outside));
        }

        private Call throughGateway(Call call) {
            return route.path().startsWith("/.well-known") ? call : call.under("/api/v1");
        }

        private synchronized void check(String who, Call call, Reply reply) {
            made++;
            slow += reply.took().compareTo(soon()) > 0 ? 1 : 0;
            if (!isRight(reply) && !(who.endsWith("gateway") && isNoHttp(reply))) {
                wrong.add("%s: %s -> %d %s".formatted(who, call, reply.status(), reply.body()));
            }
            if (reply.status() == UNAUTHORIZED && call.headers().containsKey(AUTHORIZATION)) {
                cast.refused(Objects.requireNonNull(call.headers().get(AUTHORIZATION)));
            }
        }

        private Duration soon() {
            return SOON.plus(WAIT.getOrDefault(route.toString(), Duration.ZERO));
        }

        private boolean isRight(Reply reply) {
            if (reply.took().compareTo(NEVER) > 0 || reply.status() >= FIRST_FAILURE) {
                return false;
            }
            return reply.status() < FIRST_ERROR
                    || (reply.contentType().startsWith(Problem.MEDIA_TYPE) && hasCode(reply));
        }

        private static boolean isNoHttp(Reply reply) {
            return NO_HTTP.contains(reply.status()) && reply.body().isEmpty();
        }

        private boolean hasCode(Reply reply) {
            try {
                HostileTarget.assertHarmless(reply.body());
                ErrorCode.fromWire(Json.MAPPER.readTree(reply.body()).path("code").asString());
                return true;
            } catch (JacksonException | IllegalArgumentException unknown) {
                return false;
            }
        }

        private void checkLogs(List<String> lines) {
            assertThat(lines.size())
                    .as("lines of log for %d requests", made)
                    .isLessThanOrEqualTo(made);
            wrong.addAll(lines.stream().filter(HostileInputIT::isFailure).toList());
        }
    }
}
