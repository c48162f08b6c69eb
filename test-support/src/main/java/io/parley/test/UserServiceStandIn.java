package io.parley.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.service.ServiceName;
import io.parley.model.session.RedeemTicket;
import io.parley.model.session.TicketHolder;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The part of user-service that other services call: keys of tokens, people and tickets. It answers
 * as the contract between the services says.
 */
public final class UserServiceStandIn {

    private static final String USERS = InternalApi.PREFIX + "/users";
    private static final String LAST_SEEN = InternalApi.PREFIX + "/last-seen";
    private static final String KEY_ID = "test-key";
    private static final String IDS = "ids=";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static @Nullable UserServiceStandIn shared;

    private final Map<UserId, Person> people = new ConcurrentHashMap<>();
    private final Map<String, TicketHolder> tickets = new ConcurrentHashMap<>();
    private final Map<UserId, Instant> lastSeen = new ConcurrentHashMap<>();
    private final KeyPair key = TestTokens.newKey();
    private final TestTokens tokens = TestTokens.signedWith(key.getPrivate(), KEY_ID);
    private final HttpServer server;

    private UserServiceStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("user-service-stand-in-", 0).factory()));
        server.createContext(
                "/.well-known/jwks.json",
                e -> answer(e, 200, PublicKeys.jwks(key.getPublic(), KEY_ID)));
        server.createContext(USERS, this::answerPeople);
        server.createContext(InternalApi.PREFIX + "/tickets/redeem", this::redeem);
        server.createContext(LAST_SEEN, this::answerLastSeen);
        server.start();
    }

    /** The one of this JVM. */
    public static synchronized UserServiceStandIn shared() {
        if (shared == null) {
            try {
                shared = new UserServiceStandIn();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    /** {@code http://host:port}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public TestTokens tokens() {
        return tokens;
    }

    /** Adds an admin; the name need not be unique. */
    public Person admin(String name) {
        return add(name, Role.ADMIN);
    }

    /** Adds a user; the name need not be unique. */
    public Person user(String name) {
        return add(name, Role.USER);
    }

    /** Changes the person, such as to another role, for calls from now on. */
    public Person put(Person person) {
        people.put(person.id(), person);
        return person;
    }

    /** A one-time ticket of the person, as for an access token of that time. */
    public String ticket(Person person, Duration time) {
        var ticket = UUID.randomUUID().toString();
        tickets.put(
                ticket,
                new TicketHolder(
                        person.id(),
                        person.displayName(),
                        person.username(),
                        person.role(),
                        UUID.randomUUID().toString(),
                        Instant.now().plus(time)));
        return ticket;
    }

    private Person add(String name, Role role) {
        return put(new Person(newId(), name, name, role));
    }

    /** A version 7 UUID, as user-service makes them. */
    private static UserId newId() {
        long time = System.currentTimeMillis() << 16;
        long high = time | 0x7000L | (RANDOM.nextLong() & 0xFFFL);
        long low = 0x8000_0000_0000_0000L | (RANDOM.nextLong() >>> 2);
        return new UserId(new UUID(high, low));
    }

    private void answerPeople(HttpExchange exchange) throws IOException {
        var token = exchange.getRequestHeaders().getFirst(InternalApi.TOKEN_HEADER);
        if (!Infrastructure.isServiceToken(token, ServiceName.USER)) {
            refuse(exchange, ErrorCode.AUTH_INVALID);
            return;
        }
        var path = exchange.getRequestURI().getPath();
        var query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        if (path.equals(USERS) && query.startsWith(IDS)) {
            var found =
                    Arrays.stream(query.substring(IDS.length()).split(","))
                            .flatMap(id -> find(id).stream())
                            .toList();
            answer(exchange, 200, Json.MAPPER.writeValueAsString(found));
            return;
        }
        var person = find(path.substring(path.lastIndexOf('/') + 1));
        if (person.isPresent()) {
            answer(exchange, 200, Json.MAPPER.writeValueAsString(person.get()));
        } else {
            refuse(exchange, ErrorCode.USER_NOT_FOUND);
        }
    }

    /** Says when the person was there last, for calls from now on. */
    public void setLastSeen(Person person, Instant at) {
        lastSeen.put(person.id(), at);
    }

    /** When chat pods have said that the person was there. */
    public Optional<Instant> lastSeen(Person person) {
        return Optional.ofNullable(lastSeen.get(person.id()));
    }

    private record Seen(UserId userId, Instant at) {}

    private record AllSeen(List<Seen> seen) {}

    private void answerLastSeen(HttpExchange exchange) throws IOException {
        var token = exchange.getRequestHeaders().getFirst(InternalApi.TOKEN_HEADER);
        var query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        if (!Infrastructure.isServiceToken(token, ServiceName.USER)) {
            refuse(exchange, ErrorCode.AUTH_INVALID);
        } else if (query.startsWith(IDS)) {
            var found =
                    Arrays.stream(query.substring(IDS.length()).split(","))
                            .flatMap(id -> UserId.parse(id).stream())
                            .filter(lastSeen::containsKey)
                            .map(id -> new Seen(id, Objects.requireNonNull(lastSeen.get(id))))
                            .toList();
            answer(exchange, 200, Json.MAPPER.writeValueAsString(new AllSeen(found)));
        } else {
            var body = exchange.getRequestBody().readAllBytes();
            Json.MAPPER
                    .readValue(body, AllSeen.class)
                    .seen()
                    .forEach(seen -> lastSeen.put(seen.userId, seen.at));
            answer(exchange, 200, "{}");
        }
    }

    private void redeem(HttpExchange exchange) throws IOException {
        var token = exchange.getRequestHeaders().getFirst(InternalApi.TOKEN_HEADER);
        if (!Infrastructure.isServiceToken(token, ServiceName.USER)) {
            refuse(exchange, ErrorCode.AUTH_INVALID);
            return;
        }
        var request =
                Json.MAPPER.readValue(exchange.getRequestBody().readAllBytes(), RedeemTicket.class);
        var holder = tickets.remove(request.ticket());
        if (holder == null) {
            refuse(exchange, ErrorCode.NOT_FOUND);
        } else {
            answer(exchange, 200, Json.MAPPER.writeValueAsString(holder));
        }
    }

    private Optional<Person> find(String id) {
        return UserId.parse(id).map(people::get);
    }

    private static void refuse(HttpExchange exchange, ErrorCode code) throws IOException {
        answer(exchange, code.httpStatus(), Json.MAPPER.writeValueAsString(Problem.of(code, null)));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : Problem.MEDIA_TYPE);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
