package io.parley.chaos.client;

import io.parley.chaos.client.Participant.Profile;
import io.parley.chaos.control.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** All clients of a run, the people behind them and the rooms they are in. */
public final class Crowd implements AutoCloseable {

    private static final int PEOPLE = 12;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final CrowdSize size;
    private final Conduct conduct = new Conduct();
    private final Tally tally = new Tally();
    private final List<Participant> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> rooms = new ArrayList<>();
    private final SplittableRandom random;
    private final ChaosSuite suite;
    private final Rest rest;
    private final Path traces;

    /** Makes accounts and rooms; nobody connects yet. */
    public Crowd(ChaosSuite suite, CrowdSize size, Path traces, long seed) {
        this.suite = suite;
        this.size = size;
        this.traces = traces;
        this.random = new SplittableRandom(seed);
        this.rest =
                new Rest(
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                        suite.rest());
        make();
    }

    private void make() {
        try {
            Files.createDirectories(traces);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var people = people();
        var admin = new Account(rest, suite.adminName(), suite.adminPassword());
        makeRooms(admin, people);
        for (int i = 0; i < size.writers(); i++) {
            boolean isAdmin = i == 0 && size.changing() > 0;
            add(writer(i, isAdmin), isAdmin ? admin : people.get(i % PEOPLE));
        }
        for (int i = 0; i < size.readers(); i++) {
            add(reader(i), people.get(i % PEOPLE));
        }
        for (int i = 0; i < size.slowReaders(); i++) {
            add(slowReader(i), people.get(i % PEOPLE));
        }
    }

    private List<Account> people() {
        var people = new ArrayList<Account>();
        for (int i = 0; i < PEOPLE; i++) {
            var account = new Account(rest, "chaos-" + i, "pw-" + UUID.randomUUID()).registered();
            if (account.accessToken().isEmpty()) {
                throw new ChaosException("Nobody can sign in.");
            }
            people.add(account);
        }
        return people;
    }

    private void makeRooms(Account admin, List<Account> people) {
        var token =
                admin.accessToken()
                        .orElseThrow(() -> new ChaosException("The admin cannot sign in."));
        var members = people.stream().map(Account::id).toList();
        // who makes a room is inside
        for (int i = 0; i < size.rooms(); i++) {
            var room = Map.of("kind", "group", "name", "Room " + i, "members", members);
            var made = rest.post("/api/v1/rooms", room, token).expectSuccess("A room");
            rooms.add(made.get("id").asString());
        }
    }

    private void add(Profile profile, Account account) {
        clients.add(
                new Participant(profile, account, rest, conduct, tally, traces, random.split()));
    }

    /** An admin is at home in all rooms. */
    private Profile writer(int i, boolean isAdmin) {
        var own = isAdmin ? rooms() : List.of(room(i), room(i + 1));
        return new Profile(
                "writer-" + i,
                own,
                own,
                size.perWriter(),
                size.probing(),
                size.changing(),
                isAdmin,
                suite.sockets());
    }

    private Profile reader(int i) {
        var followed = List.of(room(i), room(i + 2), room(i + 5), room(i + 7));
        return new Profile(
                "reader-" + i,
                followed.stream().distinct().toList(),
                List.of(),
                0,
                0,
                0,
                false,
                suite.sockets());
    }

    /** Follows all rooms, so that much piles up for it. */
    private Profile slowReader(int i) {
        return new Profile("slow-" + i, rooms(), List.of(), 0, 0, 0, false, suite.slowSockets());
    }

    private String room(int i) {
        return rooms.get(i % rooms.size());
    }

    public Conduct conduct() {
        return conduct;
    }

    public Tally tally() {
        return tally;
    }

    public List<String> rooms() {
        return List.copyOf(rooms);
    }

    /** Where the clients write down what they do and see. */
    public Path traces() {
        return traces;
    }

    public void connect() {
        for (var client : clients) {
            threads.add(Thread.ofVirtual().name("client").start(client));
        }
    }

    public void startSending() {
        conduct.send(true);
    }

    /** Nothing new is sent; what has no receipt is still repeated. */
    public void stopSending() {
        conduct.send(false);
    }

    /** False if messages are still without receipt at the end of the time. */
    public boolean awaitReceipts(Duration atMost) {
        return await(() -> unreceipted() == 0, atMost);
    }

    /** How many messages are without receipt. */
    public int unreceipted() {
        return clients.stream().mapToInt(Participant::unreceipted).sum();
    }

    /** False if a client has not seen a room up to its head at the end of the time. */
    public boolean awaitSeen(Map<String, Long> heads, Duration atMost) {
        return await(() -> clients.stream().allMatch(client -> client.hasSeen(heads)), atMost);
    }

    private static boolean await(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            sleep(LOOK);
        }
        return true;
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("Interrupted.", e);
        }
    }

    /** Ends all sessions; the traces are whole afterwards. */
    @Override
    public void close() {
        conduct.end();
        try {
            for (var thread : threads) {
                thread.join(Duration.ofSeconds(30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rest.http().close();
    }
}
