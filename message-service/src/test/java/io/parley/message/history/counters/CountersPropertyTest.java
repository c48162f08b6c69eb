package io.parley.message.history.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.MoveWriter;
import io.parley.message.RunningService;
import io.parley.message.archive.RoomEvents;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.Mention;
import io.parley.model.event.Mention.Kind;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import io.parley.model.read.ReadMove;
import io.parley.model.read.ReadMove.Op;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People write, edit, delete, mention, come, go, follow threads and read, at random. What is told
 * to be unread is what a plain count over the folded events comes to.
 */
@Tag("servers")
@RunningService
class CountersPropertyTest {

    private static final int ROUNDS = 10;
    private static final int RECORDS = 12;

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Person ugo = users.user("Ugo");
    private final List<Person> people = List.of(ada, uma, ugo);
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());
    private final Map<Person, Long> marks = new HashMap<>();

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;
    @Autowired RoomEvents events;
    @Autowired MeterRegistry meters;

    private MoveWriter moves;
    private RoomId room;
    private boolean isUgoInside = true;
    private boolean isCollapsed;

    @BeforeEach
    void open() {
        moves = new MoveWriter(jdbc);
        var body = Map.of("kind", "group", "name", "All", "members", List.of(uma.id(), ugo.id()));
        room = RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
        people.forEach(person -> marks.put(person, 0L));
    }

    @AfterEach
    void close() {
        moves.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 14})
    void countersAreAPlainCountOfTheMessages(int seed) {
        var random = new Random(seed);
        var mismatches = meters.get("parley.counters.mismatch").counter();
        var before = mismatches.count();
        for (var round = 0; round < ROUNDS; round++) {
            talk(random);
            changeWhoIsInside(random);
            changeHowThreadsStand(random);
            for (var n = 0; n < 4; n++) {
                move(random);
            }
            moves.awaitStored();
            for (var person : people) {
                check(person, "seed %d, round %d, %s".formatted(seed, round, person.username()));
            }
        }
        assertThat(mismatches.count()).isEqualTo(before);
    }

    private void talk(Random random) {
        var head = head();
        var talk = new Conversation(room, head + 1);
        for (var n = 1; n <= RECORDS; n++) {
            var by = actor(people.get(random.nextInt(people.size())));
            var target = 1 + random.nextInt((int) head + n);
            var text = "@abc " + n;
            switch (random.nextInt(8)) {
                case 0, 1 -> talk.says(by, text);
                case 2, 3 -> talk.mentions(by, text, mentions(random));
                case 4 -> talk.threads(by, target, text, mentions(random));
                case 5 -> talk.rewords(by, target, "@xyz " + n, mentions(random));
                case 6 -> talk.edits(by, target, "other " + n, random.nextBoolean() ? null : 1);
                default -> talk.deletes(by, target);
            }
        }
        log.append(talk);
        await().atMost(Duration.ofSeconds(30)).until(() -> head() == head + RECORDS);
    }

    private List<Mention> mentions(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> List.of(new Mention(Kind.ROOM, null, 0, 4));
            case 1 -> List.of(new Mention(Kind.ADMINS, null, 0, 4));
            case 2 -> List.of();
            default -> {
                var person = people.get(random.nextInt(people.size()));
                yield List.of(new Mention(Kind.USER, person.id(), 0, 4));
            }
        };
    }

    private void changeWhoIsInside(Random random) {
        if (random.nextInt(3) > 0) {
            return;
        }
        var head = head();
        if (isUgoInside) {
            Api.as(ada, port).delete("/rooms/" + room + "/members/" + ugo.id());
        } else {
            Api.as(ada, port)
                    .post("/rooms/" + room + "/members", Map.of("members", List.of(ugo.id())));
            marks.put(ugo, head + 1);
        }
        isUgoInside = !isUgoInside;
        await().atMost(Duration.ofSeconds(30)).until(() -> head() == head + 1);
    }

    private void changeHowThreadsStand(Random random) {
        var head = head();
        if (random.nextInt(4) == 0) {
            isCollapsed = !isCollapsed;
            Api.as(ada, port)
                    .patch(
                            "/rooms/" + room + "/settings",
                            Map.of("threads", isCollapsed ? "collapsed" : "inline"),
                            "If-Match",
                            "*");
            await().atMost(Duration.ofSeconds(30)).until(() -> head() == head + 1);
        }
        var path = "/rooms/" + room + "/threads/" + (1 + random.nextInt((int) head)) + "/following";
        if (random.nextBoolean()) {
            Api.as(uma, port).put(path, Map.of());
        } else {
            Api.as(uma, port).delete(path);
        }
    }

    private void move(Random random) {
        var person = people.get(random.nextInt(people.size()));
        var seq = random.nextInt((int) head() + 1);
        var op = random.nextInt(4) == 0 ? Op.UNREAD : Op.READ;
        moves.append(new ReadMove(person.id(), room, seq, op, null));
        if (random.nextInt(3) == 0) {
            moves.append(new ReadMove(person.id(), room, seq, op, 1L + random.nextInt(10)));
        }
        if (isInside(person)) {
            var mark = Objects.requireNonNull(marks.get(person));
            marks.put(person, op == Op.UNREAD ? seq : Math.max(mark, seq));
        }
    }

    private boolean isInside(Person person) {
        return isUgoInside || !person.equals(ugo);
    }

    private void check(Person person, String when) {
        var told = Api.as(person, port).get("/me/counters?rooms=" + room).json().at("/rooms/0");
        if (!isInside(person)) {
            assertThat(told.isMissingNode()).as(when).isTrue();
            return;
        }
        var mark = Objects.requireNonNull(marks.get(person));
        var unread = unread(person, mark);
        assertThat(told.path("readSeq").asLong()).as(when).isEqualTo(mark);
        assertThat(told.path("unread").asInt()).as(when).isEqualTo(unread.size());
        assertThat(told.path("mentions").asInt())
                .as(when)
                .isEqualTo((int) unread.stream().filter(one -> mentions(one, person)).count());
        assertThat(told.path("headSeq").asLong()).as(when).isEqualTo(head());
        checkThreads(person, when);
    }

    private List<FoldedMessage> unread(Person person, long mark) {
        var followed = followed(person).keySet();
        return messages().stream()
                .filter(one -> one.seq() > mark && isOthers(one, person))
                .filter(one -> !isCollapsed || isShown(one, followed))
                .toList();
    }

    private static boolean isShown(FoldedMessage message, Set<Long> followed) {
        return message.threadRoot() == null || followed.contains(message.threadRoot());
    }

    private static boolean isOthers(FoldedMessage message, Person person) {
        return message.deleted() == null && !message.actor().id().equals(person.id());
    }

    private boolean mentions(FoldedMessage message, Person person) {
        var wasInside = !message.at().isBefore(since(person));
        return message.mentions() != null
                && message.mentions().stream()
                        .anyMatch(one -> one.means(person.id(), person.role(), wasInside));
    }

    private void checkThreads(Person person, String when) {
        var followed = followed(person);
        for (var item : Api.as(person, port).get("/me/threads?limit=200").json().path("items")) {
            var root = item.at("/message/seq").asLong();
            var mark = Objects.requireNonNull(followed.get(root));
            assertThat(item.path("unread").asLong())
                    .as("%s, thread %d", when, root)
                    .isEqualTo(
                            messages().stream()
                                    .filter(one -> Objects.equals(one.threadRoot(), root))
                                    .filter(one -> one.seq() > mark && isOthers(one, person))
                                    .count());
        }
    }

    private Map<Long, Long> followed(Person person) {
        var followed = new HashMap<Long, Long>();
        jdbc.sql(
                        """
                        SELECT root_seq, read_seq FROM thread_follow
                        WHERE user_id = ? AND room_id = ? AND NOT has_left
                        """)
                .params(person.id().value(), room.value())
                .query(
                        row -> {
                            followed.put(row.getLong(1), row.getLong(2));
                        });
        return followed;
    }

    private Instant since(Person person) {
        return jdbc.sql("SELECT joined_at FROM room_member WHERE user_id = ? AND room_id = ?")
                .params(person.id().value(), room.value())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private List<FoldedMessage> messages() {
        return List.copyOf(MessageFold.fold(events.read(room, 1, Long.MAX_VALUE)));
    }

    private long head() {
        return Api.as(ada, port).get("/messages/history/" + room).json().path("headSeq").asLong();
    }

    private static Actor actor(Person person) {
        return new Actor(person.id(), person.displayName(), person.role());
    }
}
