package io.parley.model.message;

import static io.parley.model.message.Talk.ADA;
import static io.parley.model.message.Talk.BEN;
import static io.parley.model.message.Talk.CLEO;
import static io.parley.model.message.Talk.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.RoomKind;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.policy.Decision;
import io.parley.model.room.RoomSnapshot;
import java.time.Duration;
import java.time.Instant;
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
                    new MessageRef(5, new MessageId("0".repeat(32))), BEN.id(), WRITTEN, false);

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

        assertThat(decide(person(who), new RoomCommand.Edit(5, "x", null), GROUP, OF_BEN, now))
                .isEqualTo(edit);
        assertThat(decide(person(who), new RoomCommand.Delete(5, null), GROUP, OF_BEN, now))
                .isEqualTo(delete);
        assertThat(decide(person(who), new RoomCommand.React(5, "👍", Op.ADD), GROUP, OF_BEN, now))
                .isEqualTo(react);
        assertThat(decide(person(who), new RoomCommand.Pin(5, true), GROUP, OF_BEN, now))
                .isEqualTo(pin);
    }

    @Test
    void anOldMessageOfAnAdminIsStillTheirsToDelete() {
        var ofAda = new TargetMessage(OF_BEN.ref(), ADA.id(), WRITTEN, false);
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
        assertThat(decide(BEN, new RoomCommand.Edit(5, "x", null), muted, OF_BEN, WRITTEN))
                .isEqualTo("room.readonly");
        assertThat(decide(BEN, new RoomCommand.React(5, "👍", Op.ADD), muted, OF_BEN, WRITTEN))
                .isEqualTo("room.readonly");
    }

    @Test
    void aDeletedMessageIsNotThere() {
        var deleted = new TargetMessage(OF_BEN.ref(), BEN.id(), WRITTEN, true);

        assertThat(decide(ADA, new RoomCommand.Delete(5, null), GROUP, deleted, WRITTEN))
                .isEqualTo("message.not.found");
    }

    @Test
    void outsideTheRoomIsNot() {
        var without = RoomSnapshot.ofMembers(ROOM, 1, RoomKind.GROUP, "Group", Set.of(ADA.id()));

        assertThat(decide(BEN, new RoomCommand.Edit(5, "x", null), without, OF_BEN, WRITTEN))
                .isEqualTo("room.not.found");
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
        return switch (MessageRules.decide(person, command, room, target, WINDOWS, now)) {
            case Decision.Allowed() -> "yes";
            case Decision.Denied(var code) -> code.wireName();
        };
    }
}
