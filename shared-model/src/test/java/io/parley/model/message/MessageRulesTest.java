package io.parley.model.message;

import static io.parley.model.message.Talk.ADA;
import static io.parley.model.message.Talk.BEN;
import static io.parley.model.message.Talk.CLEO;
import static io.parley.model.message.Talk.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.Role;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.RoomSettings.MentionAll;
import io.parley.model.RoomSettings.Reactions;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.event.Mention;
import io.parley.model.event.Mention.Kind;
import io.parley.model.policy.Decision;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRulesTest {

    private static final Instant WRITTEN = Instant.parse("2026-11-01T09:00:00Z");
    private static final ChangeWindows WINDOWS =
            new ChangeWindows(Duration.ofHours(1), Duration.ofHours(2));
    private static final RoomSnapshot GROUP =
            RoomSnapshot.ofMembers(
                    ROOM, 1, RoomKind.GROUP, "Group", Set.of(ADA.id(), BEN.id(), CLEO.id()));
    private static final TargetMessage OF_BEN =
            new TargetMessage(
                    new MessageRef(5, new MessageId("0".repeat(32))),
                    BEN.id(),
                    WRITTEN,
                    false,
                    false);

    /** Who, the age of Ben's message in minutes; then edit, delete, react and pin. */
    @ParameterizedTest
    @CsvSource({
        "Ben,  59, yes,                yes,                yes, role.required",
        "Ben,  60, edit.window.closed, yes,                yes, role.required",
        "Ben, 120, edit.window.closed, edit.window.closed, yes, role.required",
        "Cleo,  1, policy.denied,      role.required,      yes, role.required",
        "Ada,   1, policy.denied,      yes,                yes, yes",
        "Ada, 900, policy.denied,      yes,                yes, yes",
    })
    void decidesByAuthorAndAge(
            String who, int minutes, String edit, String delete, String react, String pin) {
        var now = WRITTEN.plus(Duration.ofMinutes(minutes));

        assertThat(decide(person(who), edit(), GROUP, OF_BEN, now)).isEqualTo(edit);
        assertThat(decide(person(who), new RoomCommand.Delete(5, null), GROUP, OF_BEN, now))
                .isEqualTo(delete);
        assertThat(decide(person(who), new RoomCommand.React(5, "👍", Op.ADD), GROUP, OF_BEN, now))
                .isEqualTo(react);
        assertThat(decide(person(who), new RoomCommand.Pin(5, true), GROUP, OF_BEN, now))
                .isEqualTo(pin);
    }

    @Test
    void anOldMessageOfAnAdminIsStillTheirsToDelete() {
        var ofAda = new TargetMessage(OF_BEN.ref(), ADA.id(), WRITTEN, false, false);
        var muchLater = WRITTEN.plus(Duration.ofDays(400));

        assertThat(decide(ADA, new RoomCommand.Delete(5, null), GROUP, ofAda, muchLater))
                .isEqualTo("yes");
    }

    @Test
    void whoIsMutedTakesBackTheirWordsAndDoesNothingElse() {
        var muted =
                new RoomSnapshot(
                        ROOM,
                        2,
                        RoomKind.GROUP,
                        "Group",
                        GROUP.members(),
                        GROUP.audience(),
                        Set.of(),
                        Map.of(BEN.id(), WRITTEN.plus(Duration.ofDays(1))),
                        Set.of(),
                        Set.of());

        assertThat(decide(BEN, new RoomCommand.Delete(5, null), muted, OF_BEN, WRITTEN))
                .isEqualTo("yes");
        assertThat(decide(BEN, edit(), muted, OF_BEN, WRITTEN)).isEqualTo("room.readonly");
        assertThat(decide(BEN, new RoomCommand.React(5, "👍", Op.ADD), muted, OF_BEN, WRITTEN))
                .isEqualTo("room.readonly");
    }

    @Test
    void aDeletedMessageIsNotThere() {
        var deleted = new TargetMessage(OF_BEN.ref(), BEN.id(), WRITTEN, true, false);

        assertThat(decide(ADA, new RoomCommand.Delete(5, null), GROUP, deleted, WRITTEN))
                .isEqualTo("message.not.found");
    }

    @Test
    void outsideTheRoomIsNot() {
        var without = RoomSnapshot.ofMembers(ROOM, 1, RoomKind.GROUP, "Group", Set.of(ADA.id()));

        assertThat(decide(BEN, edit(), without, OF_BEN, WRITTEN)).isEqualTo("room.not.found");
    }

    /** The room's own windows count, also where they are longer than the installation's. */
    @ParameterizedTest
    @CsvSource({
        "0,      0, edit.window.closed, edit.window.closed",
        "60001, 60000, yes, edit.window.closed",
        ",      60001, yes, yes",
    })
    void aRoomHasWindowsOfItsOwn(Long edit, Long delete, String mayEdit, String mayDelete) {
        var room = GROUP.set(new RoomSettings(edit, delete, null, null, null, null, null, null));
        var aMinuteLater = WRITTEN.plus(Duration.ofMinutes(1));

        assertThat(decide(BEN, edit(), room, OF_BEN, aMinuteLater)).isEqualTo(mayEdit);
        assertThat(decide(BEN, new RoomCommand.Delete(5, null), room, OF_BEN, aMinuteLater))
                .isEqualTo(mayDelete);
        assertThat(decide(ADA, new RoomCommand.Delete(5, null), room, OF_BEN, aMinuteLater))
                .isEqualTo("yes");
        var ever = RoomSettings.MAX_WINDOW_MS;
        var open = GROUP.set(new RoomSettings(ever, ever, null, null, null, null, null, null));
        var aYearLater = WRITTEN.plus(Duration.ofDays(365));
        assertThat(decide(BEN, edit(), open, OF_BEN, aYearLater)).isEqualTo("yes");
    }

    @Test
    void aRoomMayTakeNoReactions() {
        var room =
                GROUP.set(
                        new RoomSettings(null, null, null, Reactions.OFF, null, null, null, null));

        for (var op : Op.values()) {
            assertThat(decide(ADA, new RoomCommand.React(5, "👍", op), room, OF_BEN, WRITTEN))
                    .isEqualTo("policy.denied");
        }
        assertThat(decide(ADA, new RoomCommand.Pin(5, true), room, OF_BEN, WRITTEN))
                .isEqualTo("yes");
    }

    @ParameterizedTest
    @CsvSource({
        "GROUP,    USER,  MEMBERS, yes",
        "GROUP,    USER,  ADMINS,  policy.denied",
        "GROUP,    USER,  NOBODY,  policy.denied",
        "GROUP,    ADMIN, ADMINS,  yes",
        "GROUP,    ADMIN, NOBODY,  policy.denied",
        "ANNOUNCE, ADMIN, NOBODY,  policy.denied",
        "ANNOUNCE, USER,  MEMBERS, room.readonly",
        "DIRECT,   ADMIN, MEMBERS, policy.denied",
    })
    void aRoomSaysWhoMentionsAll(RoomKind kind, Role role, MentionAll who, String all) {
        var room =
                RoomSnapshot.ofMembers(ROOM, 1, kind, "Room", Set.of(ADA.id(), BEN.id()))
                        .set(new RoomSettings(null, null, null, null, null, who, null, null));
        var by = new Actor(BEN.id(), "Ben", role);

        assertThat(decideMention(by, Kind.ROOM, room)).isEqualTo(all);
        assertThat(decideMention(by, Kind.USER, room)).isEqualTo("yes");
        assertThat(decideMention(by, Kind.ADMINS, room)).isEqualTo("yes");
    }

    private static RoomCommand.Edit edit() {
        return new RoomCommand.Edit(5, "x", List.of(), null);
    }

    /** Kind of room, standing of the other; what comes of mentioning them, all, and the admins. */
    @ParameterizedTest
    @CsvSource({
        "GROUP,    USER,  inside, yes,               yes,           yes",
        "GROUP,    USER,  gone,   validation.failed, yes,           yes",
        "ANNOUNCE, ADMIN, inside, yes,               yes,           yes",
        "ANNOUNCE, USER,  inside, yes,               room.readonly, yes",
        "DIRECT,   ADMIN, inside, yes,               policy.denied, yes",
        "SUPPORT,  USER,  inside, yes,               policy.denied, yes",
    })
    void decidesWhomToMention(
            RoomKind kind, Role role, String other, String user, String all, String admins) {
        var inside = other.equals("inside") ? Set.of(ADA.id(), BEN.id()) : Set.of(BEN.id());
        var room = RoomSnapshot.ofMembers(ROOM, 1, kind, "Room", inside);
        var by = new Actor(BEN.id(), "Ben", role);

        assertThat(decideMention(by, Kind.USER, room)).isEqualTo(user);
        assertThat(decideMention(by, Kind.ROOM, room)).isEqualTo(all);
        assertThat(decideMention(by, Kind.ADMINS, room)).isEqualTo(admins);
    }

    @Test
    void whoIsBannedFromARoomForEverybodyIsNotMentionedThere() {
        var room =
                new RoomSnapshot(
                        ROOM,
                        1,
                        RoomKind.GROUP,
                        "Everybody's",
                        Set.of(),
                        RoomAudience.EVERYBODY,
                        Set.of(),
                        Map.of(),
                        Set.of(ADA.id()),
                        Set.of());

        assertThat(decideMention(BEN, Kind.USER, room)).isEqualTo("validation.failed");
    }

    /** In a new message and in an edit alike. */
    private static String decideMention(Actor by, Kind kind, RoomSnapshot room) {
        var mentions = List.of(new Mention(kind, kind == Kind.USER ? ADA.id() : null, 0, 4));
        var post = new RoomCommand.Post("@Ada", null, null, mentions);
        var edit = new RoomCommand.Edit(5, "@Ada", mentions, null);
        var decision = MessageRules.decideMentions(by, post, room, WRITTEN);
        assertThat(MessageRules.decideMentions(by, edit, room, WRITTEN)).isEqualTo(decision);
        return text(decision);
    }

    private static Actor person(String name) {
        return switch (name) {
            case "Ada" -> ADA;
            case "Ben" -> BEN;
            default -> CLEO;
        };
    }

    private static String decide(
            Actor person,
            RoomCommand.Change command,
            RoomSnapshot room,
            TargetMessage target,
            Instant now) {
        return text(MessageRules.decide(person, command, room, target, WINDOWS, now));
    }

    private static String text(Decision decision) {
        return switch (decision) {
            case Decision.Allowed() -> "yes";
            case Decision.Denied(var code) -> code.wireName();
        };
    }
}
