package io.parley.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.Role;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table, as it was agreed and not as the code computes it. */
class MessagingPolicyTest {

    /**
     * Role, kind and standing, then READ, READ_VERSIONS, SEE_RECEIPTS, POST, EDIT_OWN, DELETE_OWN,
     * DELETE_ANY, REACT, PIN, MENTION_ALL, MANAGE, MUTE, CLAIM, LEAVE: {@code yes}, or why not:
     * {@code hidden} (room.not.found), {@code readonly} (room.readonly), {@code role}
     * (role.required), {@code denied} (policy.denied).
     */
    private static final String TABLE =
            """
            ADMIN DIRECT   NONE      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            ADMIN DIRECT   MEMBER    yes    yes    yes    yes      yes      yes      yes    yes      yes      denied   denied denied denied denied
            ADMIN DIRECT   SPECTATOR yes    yes    yes    readonly readonly readonly yes    readonly readonly denied   denied denied denied denied
            ADMIN DIRECT   MUTED     yes    yes    yes    readonly readonly yes      yes    readonly readonly denied   denied denied denied denied
            ADMIN DIRECT   BANNED    hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            ADMIN DIRECT   LEFT      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            ADMIN GROUP    NONE      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   yes    yes    denied hidden
            ADMIN GROUP    MEMBER    yes    yes    yes    yes      yes      yes      yes    yes      yes      yes      yes    yes    denied yes
            ADMIN GROUP    SPECTATOR yes    yes    yes    readonly readonly readonly yes    readonly yes      readonly yes    yes    denied yes
            ADMIN GROUP    MUTED     yes    yes    yes    readonly readonly yes      yes    readonly yes      readonly yes    yes    denied yes
            ADMIN GROUP    BANNED    hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   yes    yes    denied hidden
            ADMIN GROUP    LEFT      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   yes    yes    denied hidden
            ADMIN ANNOUNCE NONE      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   yes    yes    denied hidden
            ADMIN ANNOUNCE MEMBER    yes    yes    yes    yes      yes      yes      yes    yes      yes      yes      yes    yes    denied yes
            ADMIN ANNOUNCE SPECTATOR yes    yes    yes    readonly readonly readonly yes    readonly yes      readonly yes    yes    denied yes
            ADMIN ANNOUNCE MUTED     yes    yes    yes    readonly readonly yes      yes    readonly yes      readonly yes    yes    denied yes
            ADMIN ANNOUNCE BANNED    hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   yes    yes    denied hidden
            ADMIN ANNOUNCE LEFT      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   yes    yes    denied hidden
            ADMIN SUPPORT  NONE      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            ADMIN SUPPORT  MEMBER    yes    yes    yes    yes      yes      yes      yes    yes      yes      denied   denied yes    yes    denied
            ADMIN SUPPORT  SPECTATOR yes    yes    yes    readonly readonly readonly yes    readonly yes      denied   denied yes    yes    denied
            ADMIN SUPPORT  MUTED     yes    yes    yes    readonly readonly yes      yes    readonly yes      denied   denied yes    yes    denied
            ADMIN SUPPORT  BANNED    hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            ADMIN SUPPORT  LEFT      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  DIRECT   NONE      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  DIRECT   MEMBER    yes    yes    yes    yes      yes      yes      role   yes      yes      denied   role   role   role   denied
            USER  DIRECT   SPECTATOR yes    yes    yes    readonly readonly readonly role   readonly readonly denied   role   role   role   denied
            USER  DIRECT   MUTED     yes    yes    yes    readonly readonly yes      role   readonly readonly denied   role   role   role   denied
            USER  DIRECT   BANNED    hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  DIRECT   LEFT      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  GROUP    NONE      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  GROUP    MEMBER    yes    yes    yes    yes      yes      yes      role   yes      role     yes      role   role   role   yes
            USER  GROUP    SPECTATOR yes    yes    yes    readonly readonly readonly role   readonly role     readonly role   role   role   yes
            USER  GROUP    MUTED     yes    yes    yes    readonly readonly yes      role   readonly role     readonly role   role   role   yes
            USER  GROUP    BANNED    hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  GROUP    LEFT      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  ANNOUNCE NONE      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  ANNOUNCE MEMBER    yes    yes    role   readonly readonly readonly role   yes      role     readonly role   role   role   yes
            USER  ANNOUNCE SPECTATOR yes    yes    role   readonly readonly readonly role   readonly role     readonly role   role   role   yes
            USER  ANNOUNCE MUTED     yes    yes    role   readonly readonly readonly role   readonly role     readonly role   role   role   yes
            USER  ANNOUNCE BANNED    hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  ANNOUNCE LEFT      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  SUPPORT  NONE      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  SUPPORT  MEMBER    yes    yes    yes    yes      yes      yes      role   yes      role     denied   role   role   role   denied
            USER  SUPPORT  SPECTATOR yes    yes    yes    readonly readonly readonly role   readonly role     denied   role   role   role   denied
            USER  SUPPORT  MUTED     yes    yes    yes    readonly readonly yes      role   readonly role     denied   role   role   role   denied
            USER  SUPPORT  BANNED    hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            USER  SUPPORT  LEFT      hidden hidden hidden hidden   hidden   hidden   hidden hidden   hidden   hidden   hidden hidden hidden hidden
            """;

    private static final List<Action> COLUMNS =
            List.of(
                    Action.READ,
                    Action.READ_VERSIONS,
                    Action.SEE_RECEIPTS,
                    Action.POST,
                    Action.EDIT_OWN,
                    Action.DELETE_OWN,
                    Action.DELETE_ANY,
                    Action.REACT,
                    Action.PIN,
                    Action.MENTION_ALL,
                    Action.MANAGE,
                    Action.MUTE,
                    Action.CLAIM,
                    Action.LEAVE);

    record Cell(Role role, Action action, RoomKind kind, Standing standing, String expected) {}

    @ParameterizedTest
    @MethodSource("cells")
    void decides(Cell cell) {
        var decision = MessagingPolicy.decide(cell.role, cell.action, cell.kind, cell.standing);

        assertThat(text(decision)).isEqualTo(cell.expected);
    }

    @Test
    void theTableIsTheWholeTable() {
        var written =
                cells().map(cell -> List.of(cell.role, cell.action, cell.kind, cell.standing));

        assertThat(written)
                .doesNotHaveDuplicates()
                .hasSize(
                        Role.values().length
                                * Action.values().length
                                * RoomKind.values().length
                                * Standing.values().length);
    }

    /**
     * Role, setting and its value; what an announcing or writing member may then do: READ_VERSIONS,
     * SEE_RECEIPTS, REACT, MENTION_ALL.
     */
    private static final String SETTINGS =
            """
            ADMIN nothing     set      yes    yes    yes    yes
            ADMIN editHistory everyone yes    yes    yes    yes
            ADMIN editHistory admins   yes    yes    yes    yes
            ADMIN editHistory nobody   denied yes    yes    yes
            ADMIN reactions   on       yes    yes    yes    yes
            ADMIN reactions   off      yes    yes    denied yes
            ADMIN threads     inline   yes    yes    yes    yes
            ADMIN threads     collapsed yes   yes    yes    yes
            ADMIN mentionAll  members  yes    yes    yes    yes
            ADMIN mentionAll  admins   yes    yes    yes    yes
            ADMIN mentionAll  nobody   yes    yes    yes    denied
            ADMIN editWindowMs   0     yes    yes    yes    yes
            ADMIN deleteWindowMs 0     yes    yes    yes    yes
            ADMIN receipts    off      yes    denied yes    yes
            ADMIN receipts    count    yes    yes    yes    yes
            ADMIN receipts    names    yes    yes    yes    yes
            ADMIN typing      on       yes    yes    yes    yes
            ADMIN typing      off      yes    yes    yes    yes
            USER  nothing     set      yes    yes    yes    yes
            USER  editHistory everyone yes    yes    yes    yes
            USER  editHistory admins   denied yes    yes    yes
            USER  editHistory nobody   denied yes    yes    yes
            USER  reactions   on       yes    yes    yes    yes
            USER  reactions   off      yes    yes    denied yes
            USER  threads     inline   yes    yes    yes    yes
            USER  threads     collapsed yes   yes    yes    yes
            USER  mentionAll  members  yes    yes    yes    yes
            USER  mentionAll  admins   yes    yes    yes    denied
            USER  mentionAll  nobody   yes    yes    yes    denied
            USER  editWindowMs   0     yes    yes    yes    yes
            USER  deleteWindowMs 0     yes    yes    yes    yes
            USER  receipts    off      yes    denied yes    yes
            USER  receipts    count    yes    yes    yes    yes
            USER  receipts    names    yes    yes    yes    yes
            USER  typing      on       yes    yes    yes    yes
            USER  typing      off      yes    yes    yes    yes
            """;

    private static final List<Action> SET =
            List.of(Action.READ_VERSIONS, Action.SEE_RECEIPTS, Action.REACT, Action.MENTION_ALL);

    @ParameterizedTest
    @MethodSource("settings")
    void decidesByWhatARoomHasSet(String line) {
        var words = line.split(" +", -1);
        var role = Role.valueOf(words[0]);
        var settings = Json.MAPPER.convertValue(Map.of(words[1], words[2]), RoomSettings.class);

        for (var action : Action.values()) {
            var usual = MessagingPolicy.decide(role, action, RoomKind.GROUP, Standing.MEMBER);
            var expected = SET.contains(action) ? words[3 + SET.indexOf(action)] : text(usual);
            var decision =
                    MessagingPolicy.decide(role, action, RoomKind.GROUP, Standing.MEMBER, settings);
            assertThat(text(decision)).as("%s", action).isEqualTo(expected);
        }
    }

    /** What the table above refuses, and why, is the same whatever a room has set. */
    @ParameterizedTest
    @MethodSource("settings")
    void settingsGiveNothing(String line) {
        var words = line.split(" +", -1);
        var settings = Json.MAPPER.convertValue(Map.of(words[1], words[2]), RoomSettings.class);

        cells().filter(cell -> !cell.expected.equals("yes"))
                .forEach(
                        cell ->
                                assertThat(
                                                text(
                                                        MessagingPolicy.decide(
                                                                cell.role,
                                                                cell.action,
                                                                cell.kind,
                                                                cell.standing,
                                                                settings)))
                                        .as("%s", cell)
                                        .isEqualTo(cell.expected));
    }

    static Stream<String> settings() {
        return SETTINGS.lines();
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, ADMIN, yes",
        "ADMIN, USER,  yes",
        "USER,  ADMIN, yes",
        "USER,  USER,  denied",
    })
    void opensADirectRoomWhereOneOfTheTwoIsAnAdmin(Role from, Role to, String expected) {
        assertThat(text(MessagingPolicy.openDirect(from, to))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, DIRECT,   yes",
        "ADMIN, GROUP,    yes",
        "ADMIN, ANNOUNCE, yes",
        "ADMIN, SUPPORT,  denied",
        "USER,  DIRECT,   yes",
        "USER,  GROUP,    role",
        "USER,  ANNOUNCE, role",
        "USER,  SUPPORT,  denied",
    })
    void letsOnlyAdminsMakeRoomsWhereUsersMeet(Role role, RoomKind kind, String expected) {
        assertThat(text(MessagingPolicy.create(role, kind))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ADMIN, denied, yes", "USER, yes, role"})
    void usersAskForSupportAndAdminsKeepItsQueues(Role role, String open, String manage) {
        assertThat(text(MessagingPolicy.openSupport(role))).isEqualTo(open);
        assertThat(text(MessagingPolicy.manageQueues(role))).isEqualTo(manage);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, ADMIN, false, yes",
        "ADMIN, ADMIN, true,  yes",
        "ADMIN, USER,  false, yes",
        "ADMIN, USER,  true,  yes",
        "USER,  ADMIN, false, yes",
        "USER,  ADMIN, true,  yes",
        "USER,  USER,  false, nobody",
        "USER,  USER,  true,  yes",
    })
    void usersSeeThatUsersAreThereInACommonRoomAlone(
            Role viewer, Role target, boolean sharesRoom, String expected) {
        assertThat(text(MessagingPolicy.seePresence(viewer, target, sharesRoom)))
                .isEqualTo(expected);
    }

    static Stream<Cell> cells() {
        return TABLE.lines().map(line -> line.split(" +")).flatMap(MessagingPolicyTest::row);
    }

    private static Stream<Cell> row(String[] words) {
        var role = Role.valueOf(words[0]);
        var kind = RoomKind.valueOf(words[1]);
        var standing = Standing.valueOf(words[2]);
        return COLUMNS.stream()
                .map(
                        action ->
                                new Cell(
                                        role,
                                        action,
                                        kind,
                                        standing,
                                        words[3 + COLUMNS.indexOf(action)]));
    }

    private static String text(Decision decision) {
        return switch (decision) {
            case Decision.Allowed() -> "yes";
            case Decision.Denied(ErrorCode code) ->
                    switch (code) {
                        case ROOM_NOT_FOUND -> "hidden";
                        case ROOM_READONLY -> "readonly";
                        case ROLE_REQUIRED -> "role";
                        case POLICY_DENIED -> "denied";
                        case USER_NOT_FOUND -> "nobody";
                        default -> "unexpected";
                    };
        };
    }
}
