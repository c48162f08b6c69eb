package io.parley.model.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.model.Role;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.RoomSettings.EditHistory;
import io.parley.model.RoomSettings.Reactions;
import io.parley.model.UserId;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.policy.Standing;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomSnapshotTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final UserId ADA = person(1);
    private static final UserId UMA = person(2);
    private static final UserId UGO = person(3);
    private static final UserId EVE = person(4);
    private static final RoomId ROOM = new RoomId(new UUID(0x0193_6f5a_0000_7000L, Long.MIN_VALUE));

    private static final RoomSettings SETTINGS =
            new RoomSettings(
                    0L, 60_000L, EditHistory.ADMINS, Reactions.OFF, null, null, null, null);

    @Test
    void readsItsOwnJson() {
        var room = group(RoomAudience.EVERYBODY).set(SETTINGS);

        var json = Json.MAPPER.writeValueAsString(room);

        assertThat(Json.MAPPER.readValue(json, RoomSnapshot.class)).isEqualTo(room);
    }

    @ParameterizedTest
    @EnumSource(names = {"DIRECT", "GROUP", "ANNOUNCE"})
    void readsWhatTheFirstReleaseWrote(RoomKind kind) {
        var json =
                """
                {"roomId":"%s","version":3,"kind":"%s","name":"Crew","members":["%s","%s"]}"""
                        .formatted(ROOM, kind.wireName(), ADA, UMA);

        var room = Json.MAPPER.readValue(json, RoomSnapshot.class);

        assertThat(room).isEqualTo(RoomSnapshot.ofMembers(ROOM, 3, kind, "Crew", Set.of(ADA, UMA)));
        assertThat(room.standingOf(UMA, NOW)).isEqualTo(Standing.MEMBER);
        assertThat(room.isFrozen()).isFalse();
        assertThat(room.firstReadable(UMA, Role.USER)).isEqualTo(1);
    }

    @Test
    void whoJoinedLaterReadsFromThereWhereHistoryBeginsWithJoining() {
        var joined = withHistory(RoomHistory.JOINED);
        var json = Json.MAPPER.writeValueAsString(joined);

        assertThat(joined.firstReadable(UMA, Role.USER)).isEqualTo(8);
        assertThat(joined.firstReadable(ADA, Role.USER)).isEqualTo(1);
        assertThat(joined.firstReadable(UMA, Role.ADMIN)).isEqualTo(1);
        assertThat(withHistory(RoomHistory.ALL).firstReadable(UMA, Role.USER)).isEqualTo(1);
        assertThat(Json.MAPPER.readValue(json, RoomSnapshot.class)).isEqualTo(joined);
    }

    @Test
    void decidesByItsSettingsWhateverItsRoles() {
        var room = direct(Set.of(ADA)).set(SETTINGS).withRole(UMA, Role.ADMIN);

        assertThat(room.settings()).isEqualTo(SETTINGS);
        assertThat(room.decide(UMA, Role.ADMIN, Action.REACT, NOW))
                .isEqualTo(denied(ErrorCode.POLICY_DENIED));
        assertThat(room.decide(ADA, Role.USER, Action.READ_VERSIONS, NOW))
                .isEqualTo(denied(ErrorCode.POLICY_DENIED));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 316_224_000_001L, Long.MIN_VALUE, Long.MAX_VALUE})
    void noRoomHasSuchAWindow(long ms) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoomSettings(ms, null, null, null, null, null, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoomSettings(null, ms, null, null, null, null, null, null));
    }

    @Test
    void tellsStandingsApart() {
        var room = group(RoomAudience.MEMBERS);

        assertThat(room.standingOf(ADA, NOW)).isEqualTo(Standing.MEMBER);
        assertThat(room.standingOf(UMA, NOW)).isEqualTo(Standing.SPECTATOR);
        assertThat(room.standingOf(EVE, NOW)).isEqualTo(Standing.BANNED);
        assertThat(room.standingOf(person(9), NOW)).isEqualTo(Standing.NONE);
    }

    @Test
    void aMuteEndsByItself() {
        var room = group(RoomAudience.MEMBERS);

        assertThat(room.standingOf(UGO, NOW)).isEqualTo(Standing.MUTED);
        assertThat(room.standingOf(UGO, NOW.plusSeconds(60))).isEqualTo(Standing.MEMBER);
    }

    @Test
    void everybodyIsAMemberOfARoomForEverybodyButWhoIsBanned() {
        var room = group(RoomAudience.EVERYBODY);

        assertThat(room.standingOf(person(9), NOW)).isEqualTo(Standing.MEMBER);
        assertThat(room.hasInside(person(9))).isTrue();
        assertThat(room.standingOf(UMA, NOW)).isEqualTo(Standing.SPECTATOR);
        assertThat(room.standingOf(EVE, NOW)).isEqualTo(Standing.BANNED);
        assertThat(room.hasInside(EVE)).isFalse();
    }

    @Test
    void aDirectRoomFreezesWithItsLastAdminAndThawsAgain() {
        var room = direct(Set.of(ADA));

        var frozen = room.withRole(ADA, Role.USER);

        assertThat(frozen.isFrozen()).isTrue();
        assertThat(post(frozen, UMA, Role.USER)).isEqualTo(denied(ErrorCode.ROOM_READONLY));
        assertThat(frozen.decide(UMA, Role.USER, Action.READ, NOW))
                .isEqualTo(new Decision.Allowed());
        assertThat(frozen.withRole(ADA, Role.ADMIN)).isEqualTo(room);
        assertThat(post(frozen, UMA, Role.ADMIN)).isEqualTo(new Decision.Allowed());
    }

    @Test
    void theOneWhoLostTheRoleFindsTheRoomFrozenBeforeItsWriterDoes() {
        assertThat(post(direct(Set.of(ADA)), ADA, Role.USER))
                .isEqualTo(denied(ErrorCode.ROOM_READONLY));
        assertThat(post(direct(Set.of(ADA, UMA)), ADA, Role.USER))
                .isEqualTo(new Decision.Allowed());
    }

    @Test
    void anAgentWhoIsNoAdminAnyMoreIsOutAndTheCustomerStays() {
        var room =
                new RoomSnapshot(
                        ROOM,
                        1,
                        RoomKind.SUPPORT,
                        "Help",
                        Set.of(ADA, UMA),
                        RoomAudience.MEMBERS,
                        Set.of(),
                        Map.of(),
                        Set.of(),
                        Set.of(ADA));

        assertThat(post(room, ADA, Role.ADMIN)).isEqualTo(new Decision.Allowed());
        assertThat(post(room, ADA, Role.USER)).isEqualTo(denied(ErrorCode.ROOM_NOT_FOUND));
        assertThat(post(room, UMA, Role.USER)).isEqualTo(new Decision.Allowed());
        assertThat(post(room, UGO, Role.ADMIN)).isEqualTo(denied(ErrorCode.ROOM_NOT_FOUND));
    }

    private static Decision post(RoomSnapshot room, UserId person, Role role) {
        return room.decide(person, role, Action.POST, NOW);
    }

    private static Decision denied(ErrorCode code) {
        return new Decision.Denied(code);
    }

    private static RoomSnapshot group(RoomAudience audience) {
        return new RoomSnapshot(
                ROOM,
                7,
                RoomKind.ANNOUNCE,
                "Crew",
                Set.of(ADA, UMA, UGO),
                audience,
                Set.of(UMA),
                Map.of(UGO, NOW.plusSeconds(60)),
                Set.of(EVE),
                Set.of());
    }

    private static RoomSnapshot withHistory(RoomHistory history) {
        return new RoomSnapshot(
                ROOM,
                3,
                RoomKind.GROUP,
                "Crew",
                Set.of(ADA, UMA),
                RoomAudience.MEMBERS,
                Set.of(),
                Map.of(),
                Set.of(),
                Set.of(),
                history,
                Map.of(UMA, 8L),
                RoomSettings.USUAL);
    }

    private static RoomSnapshot direct(Set<UserId> admins) {
        return new RoomSnapshot(
                ROOM,
                1,
                RoomKind.DIRECT,
                "",
                Set.of(ADA, UMA),
                RoomAudience.MEMBERS,
                Set.of(),
                Map.of(),
                Set.of(),
                admins);
    }

    private static UserId person(int number) {
        return new UserId(new UUID(0x0193_6f5a_0000_7000L, Long.MIN_VALUE + number));
    }
}
