package io.parley.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.event.EventType;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.presence.PresenceQuestion;
import io.parley.model.room.OpenDirect;
import io.parley.model.room.Person;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomLog;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The part of message-service that a chat pod calls, answering as the contract between the services
 * says, out of the real log.
 */
public final class MessageServiceStandIn implements AutoCloseable {

    private static final int MESSAGE_ID_CHARS = 32;

    private static @Nullable MessageServiceStandIn shared;

    private final Map<RoomId, RoomSnapshot> rooms = new ConcurrentHashMap<>();
    private final Map<UserId, Role> roles = new ConcurrentHashMap<>();
    private final Map<RoomId, Long> storedTo = new ConcurrentHashMap<>();
    private final LogArchive archive;
    private final PostLogStandIn posts = new PostLogStandIn();
    private final KafkaProducer<String, String> roomLog;
    private final HttpServer server;
    private volatile boolean isAway;

    /** Over the log and the room log of this Kafka. */
    MessageServiceStandIn(String kafkaBootstrapServers) throws IOException {
        archive = new LogArchive(kafkaBootstrapServers);
        var kafka = Map.<String, Object>of("bootstrap.servers", kafkaBootstrapServers);
        makeRoomLog(kafka);
        roomLog = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(InternalApi.PREFIX, this::answer);
        server.start();
    }

    public static synchronized MessageServiceStandIn shared() {
        if (shared == null) {
            try {
                shared = new MessageServiceStandIn(Infrastructure.shared().kafkaBootstrapServers());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Every call fails from now on, or not any more. */
    public void setAway(boolean away) {
        isAway = away;
    }

    /** From now on the rest of the room is not stored yet. */
    void storeNoFurtherThan(RoomId room, long seq) {
        storedTo.put(room, seq);
    }

    void storeAll(RoomId room) {
        storedTo.remove(room);
    }

    public RoomId room(RoomKind kind, Person... members) {
        var room =
                RoomSnapshot.ofMembers(
                        RoomId.of(UUID.randomUUID().toString()),
                        1,
                        kind,
                        "a room",
                        Arrays.stream(members).map(Person::id).collect(Collectors.toSet()));
        rooms.put(room.roomId(), room);
        return room.roomId();
    }

    /** Sets the members, and tells the room log. */
    public void setMembers(RoomId id, Person... members) {
        var room =
                rooms.compute(
                        id,
                        (_, old) ->
                                RoomSnapshot.ofMembers(
                                        id,
                                        old.version() + 1,
                                        old.kind(),
                                        old.name(),
                                        Arrays.stream(members)
                                                .map(Person::id)
                                                .collect(Collectors.toSet())));
        tell(room);
    }

    /** Has the room from now on, and tells nobody. */
    void put(RoomSnapshot room) {
        rooms.put(room.roomId(), room);
    }

    /** Has the room as it is now, and tells the room log. */
    public void change(RoomSnapshot room) {
        put(room);
        tell(room);
    }

    /** The room as it is. */
    public RoomSnapshot known(RoomId id) {
        return Objects.requireNonNull(rooms.get(id));
    }

    /** The role that opening a direct room with the person goes by. */
    public void know(Person person) {
        roles.put(person.id(), person.role());
    }

    PostLogStandIn posts() {
        return posts;
    }

    public List<RoomEvent> history(RoomId room) {
        return archive.all(room);
    }

    /** The room's messages as they are now. */
    public List<FoldedMessage> messages(RoomId room) {
        return List.copyOf(MessageFold.fold(history(room)));
    }

    /** How many records the log has where the room's are, repeats and all. */
    public long records(RoomId room) {
        return archive.records(room);
    }

    @Override
    public void close() {
        server.stop(0);
        archive.close();
        roomLog.close(Duration.ZERO);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isAway) {
                reply(exchange, 503, Map.of());
                return;
            }
            var path = exchange.getRequestURI().getPath().split("/");
            switch (path[2]) {
                case "rooms" -> answerRoom(exchange, path);
                case "users" -> answerRoomsOf(exchange, UserId.of(path[3]));
                case "direct" -> answerDirect(exchange);
                case "log" -> answerLog(exchange, path);
                case "posts" -> answerPosts(exchange);
                case "presence" -> answerVisible(exchange);
                default -> reply(exchange, 404, Map.of());
            }
        }
    }

    private void answerRoom(HttpExchange exchange, String[] path) throws IOException {
        var room = RoomId.of(path[3]);
        if (path.length == 6 && path[5].length() < MESSAGE_ID_CHARS) {
            answerMessage(exchange, room, Long.parseLong(path[5]));
        } else if (path.length == 6) {
            var all = archive.all(room);
            var found = all.stream().filter(event -> event.messageId().value().equals(path[5]));
            reply(exchange, 200, new HistoryPage(found.toList(), all.size(), true, all.size()));
        } else if (path.length == 5 && path[4].equals("pins")) {
            var pins = messages(room).stream().filter(message -> message.pinned() != null);
            reply(exchange, 200, Map.of("count", pins.count()));
        } else if (path.length == 5) {
            var query = query(exchange);
            var page = archive.events(room, number(query, "after"), (int) number(query, "limit"));
            reply(exchange, 200, asFarAsStored(room, page));
        } else if (rooms.containsKey(room)) {
            reply(exchange, 200, rooms.get(room));
        } else {
            reply(exchange, 404, Map.of());
        }
    }

    private void answerRoomsOf(HttpExchange exchange, UserId person) throws IOException {
        var inside =
                rooms.values().stream()
                        .filter(room -> room.hasInside(person))
                        .collect(
                                Collectors.groupingBy(
                                        RoomSnapshot::audience,
                                        Collectors.mapping(
                                                RoomSnapshot::roomId, Collectors.toList())));
        reply(
                exchange,
                200,
                Map.of(
                        "rooms",
                        inside.getOrDefault(RoomAudience.MEMBERS, List.of()),
                        "everybody",
                        inside.getOrDefault(RoomAudience.EVERYBODY, List.of()),
                        "complete",
                        true));
    }

    private void answerMessage(HttpExchange exchange, RoomId room, long seq) throws IOException {
        var to =
                exchange.getRequestURI().getQuery() == null
                        ? Long.MAX_VALUE
                        : number(query(exchange), "to");
        var folded =
                MessageFold.fold(
                        history(room).stream()
                                .filter(
                                        event ->
                                                event.seq() <= to
                                                        || event.type()
                                                                == EventType.MESSAGE_DELETED)
                                .toList());
        var found = folded.stream().filter(message -> message.seq() == seq).findFirst();
        reply(exchange, found.isPresent() ? 200 : 404, found.<Object>map(m -> m).orElse(Map.of()));
    }

    private HistoryPage asFarAsStored(RoomId room, HistoryPage page) {
        var end = storedTo.get(room);
        return end == null
                ? page
                : new HistoryPage(
                        page.items().stream().filter(event -> event.seq() <= end).toList(),
                        end,
                        false,
                        end);
    }

    private void answerDirect(HttpExchange exchange) throws IOException {
        var pair = Json.MAPPER.readValue(exchange.getRequestBody(), OpenDirect.class);
        var isToAUser = roles.getOrDefault(pair.to(), Role.USER) == Role.USER;
        if (roles.get(pair.from()) == Role.USER && isToAUser) {
            reply(exchange, 403, Map.of());
        } else if (!roles.containsKey(pair.to())) {
            reply(exchange, 404, Map.of());
        } else {
            reply(exchange, 200, direct(Set.of(pair.from(), pair.to())));
        }
    }

    private synchronized RoomSnapshot direct(Set<UserId> pair) {
        return rooms.values().stream()
                .filter(room -> room.kind() == RoomKind.DIRECT && room.members().equals(pair))
                .findAny()
                .orElseGet(() -> newDirect(pair));
    }

    private RoomSnapshot newDirect(Set<UserId> pair) {
        var room =
                RoomSnapshot.ofMembers(
                        RoomId.of(UUID.randomUUID().toString()), 1, RoomKind.DIRECT, "", pair);
        rooms.put(room.roomId(), room);
        tell(room);
        return room;
    }

    private void answerVisible(HttpExchange exchange) throws IOException {
        var question = Json.MAPPER.readValue(exchange.getRequestBody(), PresenceQuestion.class);
        var visible =
                question.viewers().stream()
                        .map(
                                viewer ->
                                        viewer.people().stream()
                                                .filter(person -> isVisible(viewer, person))
                                                .toList())
                        .toList();
        reply(exchange, 200, new PresenceQuestion.Answer(visible));
    }

    private boolean isVisible(PresenceQuestion.Viewer viewer, UserId person) {
        var shared =
                rooms.values().stream()
                        .filter(room -> room.audience() == RoomAudience.MEMBERS)
                        .filter(room -> room.hasInside(person))
                        .toList();
        var isKnown = roles.containsKey(person) || !shared.isEmpty();
        var sharesRoom = shared.stream().anyMatch(room -> room.hasInside(viewer.id()));
        var role = roles.getOrDefault(person, Role.USER);
        return isKnown
                && MessagingPolicy.seePresence(viewer.role(), role, sharesRoom)
                        instanceof Decision.Allowed;
    }

    private void answerLog(HttpExchange exchange, String[] path) throws IOException {
        var partition = Integer.parseInt(path[3]);
        if (path.length == 4) {
            reply(exchange, 200, archive.snapshot(partition));
        } else {
            var query = query(exchange);
            reply(
                    exchange,
                    200,
                    archive.stored(
                            partition, number(query, "fromOffset"), number(query, "toOffset")));
        }
    }

    private void answerPosts(HttpExchange exchange) throws IOException {
        var query = query(exchange);
        reply(exchange, 200, posts.after(number(query, "after"), (int) number(query, "limit")));
    }

    private void tell(RoomSnapshot room) {
        try {
            roomLog.send(
                            new ProducerRecord<>(
                                    RoomLog.TOPIC,
                                    room.roomId().toString(),
                                    Json.MAPPER.writeValueAsString(room)))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static long number(Map<String, String> query, String name) {
        return Long.parseLong(query.getOrDefault(name, "0"));
    }

    private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        var json = Json.MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    private static void makeRoomLog(Map<String, Object> kafka) {
        try (var admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(RoomLog.TOPIC, RoomLog.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
