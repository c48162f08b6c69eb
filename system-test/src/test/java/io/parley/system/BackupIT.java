package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.stack.Backups;
import io.parley.stack.demo.Demo;
import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.StackException;
import io.parley.system.Suite.Account;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Everything is destroyed but a backup that was made while people were writing. */
class BackupIT {

    private static final String PASSWORD = "pw-" + UUID.randomUUID();

    @TempDir private Path directory;

    /** What people had when it happened. */
    private record Before(
            String admin,
            String adminPassword,
            String ben,
            String room,
            String post,
            String timeline,
            List<String> receiptedBeforeBackup,
            Map<String, Place> seen) {

        long lastSeen() {
            return seen.values().stream().mapToLong(Place::seq).max().orElse(0);
        }
    }

    /** Where a message is. */
    private record Place(long seq, String messageId) {}

    @Test
    void whatWasReceiptedBeforeTheBackupIsThereAndWhoSawMoreIsTold() throws Exception {
        var file = directory.resolve("parley.tar.gz");
        Before before;
        try (var suite = Suite.over(directory.resolve("first"), "suite-logs-before-backup", 1)) {
            before = live(suite, file);
        }
        Directories.delete(directory.resolve("first"));

        var data = Files.createDirectory(directory.resolve("second")).resolve("data");
        Backups.restore(file, data);
        assertThatThrownBy(() -> Backups.restore(file, data)).isInstanceOf(StackException.class);

        try (var suite = Suite.over(directory.resolve("second"), "suite-logs-restored", 1)) {
            goOn(suite, before);
        }
    }

    private static Before live(Suite suite, Path file) throws Exception {
        var admin = suite.admin();
        var ben = suite.newUser("ben", PASSWORD);
        var room = suite.newRoom(admin, ben);
        var post = publish(suite, admin);
        new Demo(suite.stack().address(), admin.username(), suite.adminPassword())
                .make(() -> PASSWORD);
        var seen = new LinkedHashMap<String, Place>();
        List<String> receipted;
        String timeline;
        try (var reader = suite.connect(ben);
                var writer = suite.connect(admin)) {
            timeline = timeline(reader);
            reader.subscribeAndAwait("/topic/rooms/" + room, Map.of("x-tail", "0"));
            receipted = backUpWhileWriting(suite, writer, room, file);
            reader.await(frame -> isMessage(frame, "last"));
            reader.frames(BackupIT::isMessage).forEach(frame -> add(seen, frame.json()));
        }
        return new Before(
                admin.username(),
                suite.adminPassword(),
                ben.username(),
                room,
                post,
                timeline,
                receipted,
                seen);
    }

    /** Answers what had a receipt when the backup began; more follows. */
    private static List<String> backUpWhileWriting(
            Suite suite, StompConnection writer, String room, Path file) {
        var receipted = new ArrayList<String>();
        for (var number = 1; number <= 30; number++) {
            send(writer, room, "before-" + number);
            receipted.add("before-" + number);
        }
        var isWriting = new AtomicBoolean(true);
        var writing =
                CompletableFuture.runAsync(
                        () -> {
                            for (var number = 1; isWriting.get(); number++) {
                                send(writer, room, "during-" + number);
                            }
                        });
        Backups.make(suite.data(), file);
        isWriting.set(false);
        writing.join();
        for (var number = 1; number <= 10; number++) {
            send(writer, room, "after-" + number);
        }
        send(writer, room, "last");
        return receipted;
    }

    private static void goOn(Suite suite, Before before) {
        var admin = suite.signIn(before.admin(), before.adminPassword());
        var ben = suite.signIn(before.ben(), PASSWORD);
        assertThat(suite.api().as(ben).get("/posts/" + before.post()).expect(200).at("/title"))
                .hasToString("\"Kept\"");
        assertThat(suite.api().as(ben).get("/api/v1/me/rooms").expect(200).toString())
                .contains(before.room());

        var mia = suite.api().as(suite.signIn("mia", PASSWORD));
        assertThat(mia.get("/api/v1/me/rooms").expect(200).toString())
                .contains("Welcome desk", "every message is kept");

        var kept = history(suite, ben, before.room());
        assertThat(kept.keySet()).containsAll(before.receiptedBeforeBackup());
        assertThat(before.seen()).containsAllEntriesOf(kept);
        assertThat(kept).doesNotContainKey("last");
        var head = kept.values().stream().mapToLong(Place::seq).max().orElseThrow();

        try (var ahead = suite.connect(ben);
                var behind = suite.connect(ben);
                var writer = suite.connect(admin)) {
            assertThat(timeline(ahead)).isNotEqualTo(before.timeline());
            subscribe(ahead, before.room(), before.lastSeen());
            var told = ahead.await(frame -> isControl(frame, "resume.failed")).json();
            assertThat(told.path("reason").asString()).isEqualTo("timeline");
            assertThat(told.path("headSeq").asLong()).isEqualTo(head);
            subscribe(behind, before.room(), head - 5);
            behind.await(frame -> isControl(frame, "resume.end"));

            send(writer, before.room(), "new-1");
            send(writer, before.room(), "last"); // its receipt counted once, its message is lost

            ahead.await(frame -> isMessage(frame, "last"));
            behind.await(frame -> isMessage(frame, "last"));
            assertThat(seqs(ahead)).containsExactly(head + 1, head + 2);
            assertThat(seqs(behind))
                    .isEqualTo(LongStream.rangeClosed(head - 4, head + 2).boxed().toList());
        }
        var now = history(suite, ben, before.room());
        assertThat(now).containsAllEntriesOf(kept).hasSize(kept.size() + 2);
        assertThat(now.get("new-1")).extracting(Place::seq).isEqualTo(head + 1);
    }

    private static String publish(Suite suite, Account admin) {
        return suite.api()
                .as(admin)
                .post("/posts", Map.of("title", "Kept", "body", "text", "state", "published"))
                .expect(201)
                .get("id")
                .asString();
    }

    private static void send(StompConnection writer, String room, String clientMsgId) {
        writer.sendAndAwait(
                "/app/rooms/" + room + "/send",
                Map.of("clientMsgId", clientMsgId, "text", "text of " + clientMsgId));
    }

    private static void subscribe(StompConnection session, String room, long after) {
        session.subscribe("/topic/rooms/" + room, Map.of("x-after", Long.toString(after)));
    }

    private static Map<String, Place> history(Suite suite, Account who, String room) {
        var found = new LinkedHashMap<String, Place>();
        var after = 0L;
        JsonNode page;
        do {
            page =
                    suite.api()
                            .as(who)
                            .get("/messages/history/" + room + "?limit=100&after=" + after)
                            .expect(200);
            assertThat(page.path("complete").asBoolean()).isTrue();
            for (var event : page.path("items")) {
                after = event.path("seq").asLong();
                add(found, event);
            }
        } while (!page.path("items").isEmpty());
        return found;
    }

    private static void add(Map<String, Place> places, JsonNode event) {
        if (event.has("clientMsgId")) {
            places.put(
                    event.path("clientMsgId").asString(),
                    new Place(event.path("seq").asLong(), event.path("messageId").asString()));
        }
    }

    private static List<Long> seqs(StompConnection session) {
        return session.frames(BackupIT::isMessage).stream()
                .map(frame -> frame.json().path("seq").asLong())
                .toList();
    }

    private static String timeline(StompConnection session) {
        return Objects.requireNonNull(
                session.await(frame -> frame.is("CONNECTED")).header("x-timeline"));
    }

    private static boolean isMessage(StompFrame frame) {
        return frame.is("MESSAGE") && frame.json().has("clientMsgId");
    }

    private static boolean isMessage(StompFrame frame, String clientMsgId) {
        return isMessage(frame) && frame.json().path("clientMsgId").asString().equals(clientMsgId);
    }

    private static boolean isControl(StompFrame frame, String type) {
        return frame.is("MESSAGE") && frame.json().path("type").asString().equals(type);
    }
}
