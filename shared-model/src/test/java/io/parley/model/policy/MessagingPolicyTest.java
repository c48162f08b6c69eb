package io.parley.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.Role;
import io.parley.model.RoomKind;
import io.parley.model.wire.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole table: a cell that is not written here fails the last test. */
class MessagingPolicyTest {

    @ParameterizedTest
    @CsvSource({
        // role, kind, standing, READ, POST, MANAGE
        "ADMIN, DIRECT,   MEMBER, yes,            yes,            POLICY_DENIED",
        "ADMIN, DIRECT,   NONE,   ROOM_NOT_FOUND, ROOM_NOT_FOUND, ROOM_NOT_FOUND",
        "ADMIN, GROUP,    MEMBER, yes,            yes,            yes",
        "ADMIN, GROUP,    NONE,   ROOM_NOT_FOUND, ROOM_NOT_FOUND, yes",
        "ADMIN, ANNOUNCE, MEMBER, yes,            yes,            yes",
        "ADMIN, ANNOUNCE, NONE,   ROOM_NOT_FOUND, ROOM_NOT_FOUND, yes",
        "USER,  DIRECT,   MEMBER, yes,            yes,            ROLE_REQUIRED",
        "USER,  DIRECT,   NONE,   ROOM_NOT_FOUND, ROOM_NOT_FOUND, ROOM_NOT_FOUND",
        "USER,  GROUP,    MEMBER, yes,            yes,            ROLE_REQUIRED",
        "USER,  GROUP,    NONE,   ROOM_NOT_FOUND, ROOM_NOT_FOUND, ROOM_NOT_FOUND",
        "USER,  ANNOUNCE, MEMBER, yes,            ROOM_READONLY,  ROLE_REQUIRED",
        "USER,  ANNOUNCE, NONE,   ROOM_NOT_FOUND, ROOM_NOT_FOUND, ROOM_NOT_FOUND",
    })
    void decides(
            Role role, RoomKind kind, Standing standing, String read, String post, String manage) {
        var decisions = new HashMap<Action, String>();
        for (var action : Action.values()) {
            decisions.put(action, text(MessagingPolicy.decide(role, action, kind, standing)));
        }

        assertThat(decisions)
                .isEqualTo(Map.of(Action.READ, read, Action.POST, post, Action.MANAGE, manage));
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, ADMIN, yes",
        "ADMIN, USER,  yes",
        "USER,  ADMIN, yes",
        "USER,  USER,  POLICY_DENIED",
    })
    void opensADirectRoomWhereOneOfTheTwoIsAnAdmin(Role from, Role to, String expected) {
        assertThat(text(MessagingPolicy.openDirect(from, to))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, DIRECT,   yes",
        "ADMIN, GROUP,    yes",
        "ADMIN, ANNOUNCE, yes",
        "USER,  DIRECT,   yes",
        "USER,  GROUP,    ROLE_REQUIRED",
        "USER,  ANNOUNCE, ROLE_REQUIRED",
    })
    void letsOnlyAdminsMakeRoomsWhereUsersMeet(Role role, RoomKind kind, String expected) {
        assertThat(text(MessagingPolicy.create(role, kind))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(RoomKind.class)
    void hidesARoomFromAUserWhoIsNoMember(RoomKind kind) {
        for (var action : Action.values()) {
            assertThat(MessagingPolicy.decide(Role.USER, action, kind, Standing.NONE))
                    .isEqualTo(new Decision.Denied(ErrorCode.ROOM_NOT_FOUND));
        }
    }

    /** Two roles, three kinds, two standings: another value needs another line above. */
    @ParameterizedTest
    @CsvSource({"2, 3, 2, 3"})
    void theTableAboveIsTheWholeTable(int roles, int kinds, int standings, int actions) {
        assertThat(Role.values()).hasSize(roles);
        assertThat(RoomKind.values()).hasSize(kinds);
        assertThat(Standing.values()).hasSize(standings);
        assertThat(Action.values()).hasSize(actions);
    }

    private static String text(Decision decision) {
        return switch (decision) {
            case Decision.Allowed() -> "yes";
            case Decision.Denied(ErrorCode code) -> code.name();
        };
    }
}
