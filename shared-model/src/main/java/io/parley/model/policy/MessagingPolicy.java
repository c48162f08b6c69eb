package io.parley.model.policy;

import io.parley.model.Role;
import io.parley.model.RoomHistory;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.RoomSettings.Reactions;
import io.parley.model.RoomSettings.Receipts;
import io.parley.model.policy.Decision.Allowed;
import io.parley.model.policy.Decision.Denied;
import io.parley.model.wire.ErrorCode;

/**
 * Who may talk to whom: admins with anyone; users with admins, and with other users only in a room
 * that an admin made. Every entry asks here and nowhere else.
 */
public final class MessagingPolicy {

    private static final Decision ALLOWED = new Allowed();

    private MessagingPolicy() {}

    /** Whether a person may do something with a room that exists. */
    public static Decision decide(Role role, Action action, RoomKind kind, Standing standing) {
        var isInside = isInside(standing);
        return switch (action) {
            case READ, READ_VERSIONS -> isInside ? ALLOWED : hidden();
            case SEE_RECEIPTS -> isInside ? seeReceipts(role, kind) : hidden();
            case POST, EDIT_OWN -> isInside ? post(role, kind, standing) : hidden();
            case DELETE_OWN -> isInside ? deleteOwn(role, kind, standing) : hidden();
            case DELETE_ANY -> byAdminInside(role, isInside);
            case REACT -> isInside ? react(standing) : hidden();
            case PIN -> isInside ? pin(role, kind, standing) : hidden();
            case MENTION_ALL -> isInside ? mentionAll(role, kind, standing) : hidden();
            case MANAGE -> manage(role, kind, isInside);
            case MUTE -> mute(role, kind, isInside);
            case CLAIM -> claim(role, kind, isInside);
            case LEAVE -> isInside ? leave(kind) : hidden();
        };
    }

    /** The same in a room with settings of its own, which take away and never give. */
    public static Decision decide(
            Role role, Action action, RoomKind kind, Standing standing, RoomSettings settings) {
        var byKind = decide(role, action, kind, standing);
        return byKind instanceof Denied || leaves(settings, action, role)
                ? byKind
                : denied(ErrorCode.POLICY_DENIED);
    }

    private static boolean leaves(RoomSettings settings, Action action, Role role) {
        var history = settings.editHistory();
        var mentionAll = settings.mentionAll();
        return switch (action) {
            case READ_VERSIONS -> history == null || history.isFor(role);
            case SEE_RECEIPTS -> settings.receipts() != Receipts.OFF;
            case REACT -> settings.reactions() != Reactions.OFF;
            case MENTION_ALL -> mentionAll == null || mentionAll.isFor(role);
            case READ, POST, EDIT_OWN, DELETE_OWN, DELETE_ANY, PIN -> true;
            case MANAGE, MUTE, CLAIM, LEAVE -> true;
        };
    }

    /**
     * The first event of a room that somebody inside may read. Admins read all: they could open the
     * history to everybody, or let themselves in from the beginning.
     *
     * @param firstSeq with which event history begins for who joined when this person did
     */
    public static long firstReadable(Role role, RoomHistory history, long firstSeq) {
        return switch (history) {
            case ALL -> 1;
            case JOINED -> role == Role.ADMIN ? 1 : firstSeq;
        };
    }

    /** Whether two people may have a direct room: one of them at least is an admin. */
    public static Decision openDirect(Role from, Role to) {
        return from == Role.ADMIN || to == Role.ADMIN ? ALLOWED : denied(ErrorCode.POLICY_DENIED);
    }

    /**
     * Whether a person may see whether another is there. Who does not may not learn that the other
     * exists.
     *
     * @param sharesRoom whether both are inside of a room that is not for everybody
     */
    public static Decision seePresence(Role viewer, Role target, boolean sharesRoom) {
        return viewer == Role.ADMIN || target == Role.ADMIN || sharesRoom
                ? ALLOWED
                : denied(ErrorCode.USER_NOT_FOUND);
    }

    /** Whether a person may make rooms of this kind with members of their choice. */
    public static Decision create(Role role, RoomKind kind) {
        return switch (kind) {
            case DIRECT -> ALLOWED;
            case GROUP, ANNOUNCE -> requireAdmin(role);
            case SUPPORT -> denied(ErrorCode.POLICY_DENIED);
        };
    }

    /** Whether a person may ask for a support room of their own: admins are who answers there. */
    public static Decision openSupport(Role role) {
        return role == Role.USER ? ALLOWED : denied(ErrorCode.POLICY_DENIED);
    }

    /** Whether a person may make and change support queues. */
    public static Decision manageQueues(Role role) {
        return requireAdmin(role);
    }

    private static boolean isInside(Standing standing) {
        return switch (standing) {
            case MEMBER, SPECTATOR, MUTED -> true;
            case NONE, BANNED, LEFT -> false;
        };
    }

    private static Decision post(Role role, RoomKind kind, Standing standing) {
        if (standing != Standing.MEMBER) {
            return denied(ErrorCode.ROOM_READONLY);
        }
        return switch (kind) {
            case DIRECT, GROUP, SUPPORT -> ALLOWED;
            case ANNOUNCE -> role == Role.ADMIN ? ALLOWED : denied(ErrorCode.ROOM_READONLY);
        };
    }

    /** Who was muted may still take back what they said. */
    private static Decision deleteOwn(Role role, RoomKind kind, Standing standing) {
        return post(role, kind, standing == Standing.MUTED ? Standing.MEMBER : standing);
    }

    private static Decision react(Standing standing) {
        return standing == Standing.MEMBER ? ALLOWED : denied(ErrorCode.ROOM_READONLY);
    }

    /** What everybody has read of announcements is for who announces. */
    private static Decision seeReceipts(Role role, RoomKind kind) {
        return kind == RoomKind.ANNOUNCE ? byAdminInside(role, true) : ALLOWED;
    }

    private static Decision pin(Role role, RoomKind kind, Standing standing) {
        return kind == RoomKind.DIRECT ? react(standing) : byAdminInside(role, true);
    }

    /** In a conversation of two, or with support, there is nobody else to call. */
    private static Decision mentionAll(Role role, RoomKind kind, Standing standing) {
        return switch (kind) {
            case GROUP, ANNOUNCE -> post(role, kind, standing);
            case DIRECT, SUPPORT -> denied(ErrorCode.POLICY_DENIED);
        };
    }

    private static Decision manage(Role role, RoomKind kind, boolean isInside) {
        return switch (kind) {
            case GROUP, ANNOUNCE -> role == Role.ADMIN ? ALLOWED : refuse(role, isInside);
            case DIRECT, SUPPORT -> refuse(role, isInside);
        };
    }

    private static Decision mute(Role role, RoomKind kind, boolean isInside) {
        return kind == RoomKind.SUPPORT
                ? byAdminInside(role, isInside)
                : manage(role, kind, isInside);
    }

    private static Decision claim(Role role, RoomKind kind, boolean isInside) {
        if (kind == RoomKind.SUPPORT) {
            return byAdminInside(role, isInside);
        }
        var isSeen = manage(role, kind, isInside) instanceof Allowed;
        return refuse(role, isInside || isSeen);
    }

    private static Decision leave(RoomKind kind) {
        return switch (kind) {
            case GROUP, ANNOUNCE -> ALLOWED;
            case DIRECT, SUPPORT -> denied(ErrorCode.POLICY_DENIED);
        };
    }

    private static Decision byAdminInside(Role role, boolean isInside) {
        return role == Role.ADMIN && isInside ? ALLOWED : refuse(role, isInside);
    }

    /** A room that the person does not see is not there; otherwise what is lacking is said. */
    private static Decision refuse(Role role, boolean isSeen) {
        if (!isSeen) {
            return hidden();
        }
        return denied(role == Role.ADMIN ? ErrorCode.POLICY_DENIED : ErrorCode.ROLE_REQUIRED);
    }

    private static Decision requireAdmin(Role role) {
        return role == Role.ADMIN ? ALLOWED : denied(ErrorCode.ROLE_REQUIRED);
    }

    private static Decision hidden() {
        return denied(ErrorCode.ROOM_NOT_FOUND);
    }

    private static Decision denied(ErrorCode code) {
        return new Denied(code);
    }
}
