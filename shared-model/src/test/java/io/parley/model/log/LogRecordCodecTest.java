package io.parley.model.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.MessageRef;
import io.parley.model.RoomSettings;
import io.parley.model.RoomSettings.Reactions;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.Mention;
import io.parley.model.log.LogRecordCodec.Decoded;
import io.parley.model.policy.Standing;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes the log holds, the codec answers, and gives back what was put in. */
class LogRecordCodecTest {

    private static final LogRecord RECORD = Entry.log(Entry.RED, "c-1");
    private static final String JSON = new String(LogRecordCodec.encode(RECORD), UTF_8);

    @Test
    void readsWhatItWrote() {
        assertThat(decode(JSON)).isEqualTo(new Decoded.Valid(RECORD));
    }

    /** A reader of the next release must still read it: this text is in logs for good. */
    @Test
    void readsTheFirstReleasesRecordForEver() {
        assertThat(
                        decode(
                                """
                                {"v":1,"id":"dfe7d2b4bd4b4c4a9f5ea1d93c8c5f10",\
                                "room":"01936f5a-0000-7000-8000-000000000005",\
                                "actor":{"id":"01936f5a-0000-7000-8000-0000000000aa",\
                                "name":"Ada","role":"ADMIN"},"type":"message.created",\
                                "clientMsgId":"c-1","data":{"text":"hello"}}"""))
                .isInstanceOf(Decoded.Valid.class);
    }

    @Test
    void writesEachRecordInTheOldestVersionThatHoldsIt() {
        assertThat(JSON).contains("\"v\":1,");
        assertThat(text(muted())).contains("\"v\":2,");
        assertThat(decode(text(muted()))).isEqualTo(new Decoded.Valid(muted()));
    }

    @Test
    void writesWhatARecordGainedLaterInTheVersionThatGainedIt() {
        assertThat(text(answer())).contains("\"v\":3,");
        assertThat(decode(text(answer()))).isEqualTo(new Decoded.Valid(answer()));
        assertThat(text(edited())).contains("\"v\":3,");
        assertThat(decode(text(edited()))).isEqualTo(new Decoded.Valid(edited()));
    }

    /** An older reader leaves out what it does not know, and its view would be another. */
    @Test
    void takesNewContentInAnOldVersionForMalformed() {
        assertThat(decode(text(answer()).replace("\"v\":3", "\"v\":2")))
                .isEqualTo(new Decoded.Malformed());
        assertThat(decode(text(inThread()).replace("\"v\":3", "\"v\":1")))
                .isEqualTo(new Decoded.Malformed());
        assertThat(decode(text(mentioning()).replace("\"v\":3", "\"v\":1")))
                .isEqualTo(new Decoded.Malformed());
    }

    @Test
    void writesThreadsAndMentionsInTheThirdVersion() {
        for (var log : List.of(inThread(), mentioning())) {
            assertThat(text(log)).contains("\"v\":3,");
            assertThat(decode(text(log))).isEqualTo(new Decoded.Valid(log));
        }
        assertThat(decode(JSON.replace("\"data\":{", "\"data\":{\"mentions\":[],")))
                .isEqualTo(new Decoded.Valid(RECORD));
    }

    @Test
    void writesSettingsInTheThirdVersion() {
        assertThat(text(settings())).contains("\"v\":3,");
        assertThat(decode(text(settings()))).isEqualTo(new Decoded.Valid(settings()));
        assertThat(decode(text(settings()).replace("\"v\":3", "\"v\":2")))
                .isEqualTo(new Decoded.Malformed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'editWindowMs':-1}",
                "{'deleteWindowMs':316224000001}",
                "{'reactions':'some'}",
                "{'mentionAll':'everyone'}",
                "null",
                "[]",
            })
    void takesSettingsThatNoRoomHasForMalformed(String wrong) {
        var json = text(settings()).replace("{\"reactions\":\"off\"}", wrong.replace('\'', '"'));

        assertThat(decode(json)).isEqualTo(new Decoded.Malformed());
    }

    /** No reader may come to other people than another one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'kind':'user','at':0,'length':4}]",
                "[{'kind':'room','userId':'01936f5a-0000-7000-8000-0000000000aa','at':0,'length':1}]",
                "[{'kind':'someone','at':0,'length':1}]",
                "[{'kind':'room','at':-1,'length':1}]",
                "[{'kind':'room','at':0,'length':0}]",
                "[{'kind':'room','at':0,'length':9}]",
                "[{'kind':'room','at':2147483647,'length':2147483647}]",
                "[{'kind':'room','at':2,'length':1},{'kind':'room','at':0,'length':1}]",
                "[{'kind':'room','at':0,'length':2},{'kind':'room','at':1,'length':1}]",
                "[{'kind':'room','at':6,'length':1}]",
                "[{'kind':'room','at':0,'length':6}]",
                "[null]",
                "{}",
            })
    void takesMentionsThatAreNotOfItsTextForMalformed(String mentions) {
        var at = "[{\"kind\":\"room\",\"at\":0,\"length\":4}]";

        assertThat(decode(text(mentioning()).replace(at, mentions.replace('\'', '"'))))
                .isEqualTo(new Decoded.Malformed());
    }

    @Test
    void takesAThreadOfNoMessageForMalformed() {
        assertThat(decode(text(inThread()).replace("\"threadRoot\":7", "\"threadRoot\":0")))
                .isEqualTo(new Decoded.Malformed());
    }

    /** Words are taken out of views, never of the log. */
    @Test
    void takesAnEditWithoutWordsForMalformed() {
        assertThat(decode(text(edited()).replace("\"text\":", "\"other\":")))
                .isEqualTo(new Decoded.Malformed());
    }

    /** The first release takes it for malformed, and all views must be one. */
    @Test
    void takesANewTypeInAnOldVersionForMalformed() {
        assertThat(decode(text(muted()).replace("\"v\":2", "\"v\":1")))
                .isEqualTo(new Decoded.Malformed());
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        assertThat(decode(JSON.replace("{\"v\":1,", "{\"v\":1,\"later\":[1,{}],")))
                .isEqualTo(new Decoded.Valid(RECORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"v\":99}", "{\"v\":0}", "{\"v\":-1}", "{\"v\":99,\"x\":\"\\u0000\"}"})
    void stopsAtEveryOtherVersionWhateverElseItHolds(String json) {
        assertThat(decode(json)).isInstanceOf(Decoded.UnknownVersion.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "[]",
                "{}",
                "{\"v\":1}",
                "{\"v\":\"1\"}",
                "{\"v\":1.5}",
                "{\"v\":99999999999}",
                "{\"v\":1,",
                "\ufeff",
                "NaN",
            })
    void takesWhatIsNoRecordForMalformed(String text) {
        assertThat(decode(text)).isEqualTo(new Decoded.Malformed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "room", "actor", "type", "data", "name", "role", "text"})
    void takesARecordWithoutAFieldForMalformed(String field) {
        assertThat(decode(JSON.replace("\"" + field + "\":", "\"other\":")))
                .isEqualTo(new Decoded.Malformed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "room", "actor", "type", "data", "name", "role", "text"})
    void takesARecordWithANullFieldForMalformed(String field) {
        assertThat(decode(JSON.replace("\"" + field + "\":", "\"" + field + "\":null,\"other\":")))
                .isEqualTo(new Decoded.Malformed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud83d", "\\udc4b\\ud83d", "\\ud83dx"})
    void takesTextThatCannotBeStoredForMalformed(String escape) {
        assertThat(decode(JSON.replace("text of", escape))).isEqualTo(new Decoded.Malformed());
        assertThat(decode(JSON.replace("\"Ada\"", "\"" + escape + "\"")))
                .isEqualTo(new Decoded.Malformed());
    }

    @Test
    void takesNothingForMalformed() {
        assertThat(LogRecordCodec.decode(null)).isEqualTo(new Decoded.Malformed());
    }

    @Test
    void takesTextBehindARecordForMalformed() {
        assertThat(decode(JSON + "{}")).isEqualTo(new Decoded.Malformed());
    }

    @Test
    void takesBytesThatAreNotUtf8ForMalformed() {
        var bytes = JSON.getBytes(UTF_8);
        bytes[JSON.indexOf("text of")] = (byte) 0xff;

        assertThat(LogRecordCodec.decode(bytes)).isEqualTo(new Decoded.Malformed());
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 1_000, 200_000})
    void refusesDeepNestingBeforeItCostsAnything(int depth) {
        var deep = "{\"v\":1,\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

        assertThat(decode(deep)).isEqualTo(new Decoded.Malformed());
    }

    @Test
    void refusesNumbersThatWouldCostTooMuch() {
        assertThat(decode("{\"v\":1,\"x\":" + "9".repeat(100_000) + "}"))
                .isEqualTo(new Decoded.Malformed());
    }

    @Property(tries = 10_000)
    void answersToAnyBytes(@ForAll byte[] bytes) {
        assertThat(LogRecordCodec.decode(bytes)).isNotNull();
    }

    @Property(tries = 10_000)
    void answersToARecordWithAByteChanged(@ForAll int at, @ForAll byte to) {
        var bytes = JSON.getBytes(UTF_8);
        bytes[Math.floorMod(at, bytes.length)] = to;

        assertThat(LogRecordCodec.decode(bytes)).isNotNull();
    }

    @Property(tries = 1_000)
    void takesEveryTruncationForMalformed(@ForAll int length) {
        var bytes = JSON.getBytes(UTF_8);

        assertThat(LogRecordCodec.decode(Arrays.copyOf(bytes, Math.floorMod(length, bytes.length))))
                .isEqualTo(new Decoded.Malformed());
    }

    private static LogRecord answer() {
        return with(
                EventType.MESSAGE_CREATED, new EventData.MessageCreated("yes", RECORD.id(), 7L));
    }

    private static LogRecord inThread() {
        return with(
                EventType.MESSAGE_CREATED,
                new EventData.MessageCreated("yes", null, null, 7L, List.of()));
    }

    private static LogRecord mentioning() {
        var all = List.of(new Mention(Mention.Kind.ROOM, null, 0, 4));
        return with(
                EventType.MESSAGE_CREATED,
                new EventData.MessageCreated("@all 👋", null, null, null, all));
    }

    private static LogRecord edited() {
        return with(
                EventType.MESSAGE_EDITED,
                new EventData.MessageEdited(new MessageRef(7, RECORD.id()), "better", 1));
    }

    private static LogRecord settings() {
        var settings = new RoomSettings(null, null, null, Reactions.OFF, null, null, null, null);
        return with(EventType.ROOM_SETTINGS, new EventData.SettingsChanged(settings));
    }

    private static LogRecord with(EventType type, EventData data) {
        return new LogRecord(RECORD.id(), RECORD.room(), RECORD.actor(), type, "c-2", data, null);
    }

    private static LogRecord muted() {
        var until = Instant.parse("2026-11-22T12:00:00Z");
        var data = new EventData.StandingChanged(RECORD.actor().id(), "Ada", Standing.MUTED, until);
        return new LogRecord(
                RECORD.id(),
                RECORD.room(),
                RECORD.actor(),
                EventType.MEMBER_CHANGED,
                null,
                data,
                null);
    }

    private static String text(LogRecord log) {
        return new String(LogRecordCodec.encode(log), UTF_8);
    }

    private static Decoded decode(String text) {
        return LogRecordCodec.decode(text.getBytes(UTF_8));
    }
}
