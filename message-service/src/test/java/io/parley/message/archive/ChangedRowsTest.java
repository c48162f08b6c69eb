package io.parley.message.archive;

import static io.parley.message.Conversation.ADA;
import static io.parley.message.Conversation.BEN;
import static io.parley.message.Conversation.CLEO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Conversation;
import io.parley.message.archive.BatchWriter.Result;
import io.parley.model.RoomId;
import io.parley.model.event.EventData;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.event.Mention;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecord;
import io.parley.model.log.LogRecordCodec;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import io.parley.model.message.Redaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of messages that change: whatever the batches, they are what the log says. */
@Tag("servers")
class ChangedRowsTest {

    private static final Instant AT = Instant.parse("2026-11-01T09:00:00Z");

    private final RoomId room = new RoomId(UUID.randomUUID());
    private final int partition = ChatLog.partitionOf(room);
    private final ArchiveHarness archive = ArchiveHarness.onSharedServers();
    private final PartitionSnapshot fresh = archive.state.read(partition);

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void aDeletionInTheBatchOfItsMessageTakesTheWordsOfBothAndOfLaterEdits() throws SQLException {
        var talk =
                new Conversation(room)
                        .says(BEN, "first secret")
                        .edits(BEN, 1, "second secret", null)
                        .pins(ADA, 1, true)
                        .deletes(BEN, 1)
                        .edits(BEN, 1, "third secret", null)
                        .pins(ADA, 1, true);

        store(talk.records(), 6);

        assertThat(archive.stored(room)).isEqualTo(Redaction.redact(talk.events(AT)));
        requireNowhere("secret");
        assertThat(pinned()).isEmpty();
    }

    @Test
    void whatIsNotTheActorsToDeleteStays() throws SQLException {
        var talk = new Conversation(room).says(BEN, "mine").deletes(CLEO, 1).deletes(ADA, 1);

        store(talk.records().subList(0, 2), 1);
        assertThat(archive.stored(room)).isEqualTo(talk.events(AT).subList(0, 2));

        store(talk.records(), 1);
        assertThat(deletedBy()).isEqualTo(Map.of(1L, 3L));
        requireNowhere("mine");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anySplitAndAnyReplayComeToWhatTheLogSays(long seed) throws SQLException {
        var random = new Random(seed);
        var talk = Conversation.random(room, random, 60);

        store(talk.records(), 1 + random.nextInt(60));
        requireRowsToBe(talk);

        for (var again = 0; again < 3; again++) {
            setBackTo(0);
            store(talk.records().subList(0, 1 + random.nextInt(60)), 1 + random.nextInt(10));
            requireRowsToBe(talk);
        }
        setBackTo(0);
        store(talk.records(), 1);
        requireRowsToBe(talk);
    }

    @Test
    void onlyMessagesMakeARoomActive() throws SQLException {
        var talk = new Conversation(room).says(BEN, "one").says(BEN, "two");
        store(talk.records(), 2);
        var active = active();

        store(
                talk.reacts(ADA, 1, "👍", Op.ADD)
                        .edits(BEN, 1, "three", null)
                        .deletes(BEN, 2)
                        .records(),
                2);

        assertThat(active).startsWith("2 2026-11-01 09:00:00");
        assertThat(active()).isEqualTo(active);
    }

    private void requireRowsToBe(Conversation talk) {
        var events = talk.events(AT);
        var messages = MessageFold.fold(events);
        assertThat(archive.stored(room)).isEqualTo(Redaction.redact(events));
        assertThat(MessageFold.fold(archive.stored(room)))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(messages);
        assertThat(deletedBy())
                .isEqualTo(
                        messages.stream()
                                .filter(message -> message.deleted() != null)
                                .collect(
                                        Collectors.toMap(
                                                FoldedMessage::seq,
                                                of -> Objects.requireNonNull(of.deleted()).seq())));
        assertThat(mentionRows()).isEqualTo(mentioned(events));
        assertThat(pinned())
                .isEqualTo(
                        messages.stream()
                                .filter(message -> message.pinned() != null)
                                .collect(
                                        Collectors.toMap(
                                                FoldedMessage::seq,
                                                of -> Objects.requireNonNull(of.pinned()).seq())));
    }

    /** All that the author ever mentioned in a message that is not deleted. */
    private static Set<String> mentioned(List<RoomEvent> events) {
        var words = new HashMap<Long, Set<String>>();
        for (var message : MessageFold.fold(events)) {
            for (var event : events) {
                var isOfIt =
                        event.seq() == message.seq()
                                || event.target()
                                        .filter(of -> of.seq() == message.seq())
                                        .filter(of -> of.messageId().equals(message.messageId()))
                                        .isPresent();
                var by = event.actor().id();
                if (message.deleted() == null && isOfIt && by.equals(message.actor().id())) {
                    mentions(event.data()).stream()
                            .filter(mention -> !by.equals(mention.userId()))
                            .forEach(
                                    mention ->
                                            words.computeIfAbsent(
                                                            message.seq(), _ -> new HashSet<>())
                                                    .add(message.seq() + " " + whom(mention)));
                }
            }
        }
        return words.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private static List<Mention> mentions(EventData data) {
        var mentions =
                switch (data) {
                    case EventData.MessageCreated created -> created.mentions();
                    case EventData.MessageEdited edited -> edited.mentions();
                    default -> null;
                };
        return mentions == null ? List.of() : mentions;
    }

    private static String whom(Mention mention) {
        var person = mention.userId();
        return person == null ? mention.kind().wireName() : person.toString();
    }

    private Set<String> mentionRows() {
        return Set.copyOf(
                archive.jdbc
                        .sql(
                                "SELECT seq || ' ' || user_id FROM mention WHERE room_id = :room"
                                        + " UNION ALL SELECT seq || ' ' || kind FROM room_mention"
                                        + " WHERE room_id = :room")
                        .param("room", room.value())
                        .query(String.class)
                        .list());
    }

    /** As many of the records as are not stored yet, in batches of that size. */
    private void store(List<LogRecord> records, int size) throws SQLException {
        var stored = archive.state.nextOffset(partition);
        var walk = new ArchivedPartition(partition, fresh);
        walk.take(numbered(records).subList(0, (int) stored));
        for (var from = (int) stored; from < records.size(); from += size) {
            var to = Math.min(from + size, records.size());
            var batch = walk.take(numbered(records).subList(from, to));
            assertThat(archive.writer.store(List.of(batch))).isEqualTo(Result.STORED);
        }
    }

    /** The progress alone, as after a restore that went wrong: the rows are met again. */
    private void setBackTo(long offset) {
        archive.jdbc.sql("UPDATE chat_progress SET next_offset = ?").param(offset).update();
    }

    private List<ConsumerRecord<byte[], byte[]>> numbered(List<LogRecord> records) {
        var numbered = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var log : records) {
            numbered.add(
                    new ConsumerRecord<>(
                            ChatLog.TOPIC,
                            partition,
                            numbered.size(),
                            AT.toEpochMilli(),
                            TimestampType.LOG_APPEND_TIME,
                            0,
                            0,
                            room.toString().getBytes(UTF_8),
                            LogRecordCodec.encode(log),
                            new RecordHeaders(),
                            Optional.empty()));
        }
        return numbered;
    }

    /** By the seq of each deleted message that of what deleted it. */
    private Map<Long, Long> deletedBy() {
        return marks("deleted_by");
    }

    private Map<Long, Long> pinned() {
        return marks("pinned_by");
    }

    private Map<Long, Long> marks(String column) {
        var marks = new HashMap<Long, Long>();
        archive.jdbc
                .sql(
                        "SELECT seq, %1$s FROM room_event WHERE room_id = ? AND %1$s IS NOT NULL"
                                        .formatted(column)
                                + " AND type = 'message.created'")
                .param(room.value())
                .query(
                        row -> {
                            marks.put(row.getLong(1), row.getLong(2));
                        });
        return marks;
    }

    private String active() {
        return archive.jdbc
                .sql("SELECT active_seq || ' ' || active_at FROM room_head WHERE room_id = ?")
                .param(room.value())
                .query(String.class)
                .single();
    }

    /** Neither as text nor in bytes that are kept. */
    private void requireNowhere(String word) {
        assertThat(everyTable())
                .contains("message.created")
                .doesNotContain(word)
                .doesNotContain(HexFormat.of().formatHex(word.getBytes(UTF_8)));
    }

    /** All that the database holds, as text. */
    private String everyTable() {
        return archive
                .jdbc
                .sql(
                        "SELECT table_name FROM information_schema.tables"
                                + " WHERE table_schema = current_schema()")
                .query(String.class)
                .list()
                .stream()
                .flatMap(
                        table ->
                                archive
                                        .jdbc
                                        .sql("SELECT t::text FROM " + table + " AS t")
                                        .query(String.class)
                                        .list()
                                        .stream())
                .collect(Collectors.joining("\n"));
    }
}
