package io.parley.model.policy;

import io.parley.model.Role;
import io.parley.model.RoomKind;
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
        return switch (action) {
            case READ -> standing == Standing.MEMBER ? ALLOWED : hidden();
            case POST -> standing == Standing.MEMBER ? post(role, kind) : hidden();
            case MANAGE -> manage(role, kind, standing);
        };
    }

    /** Whether two people may have a direct room: one of them at least is an admin. */
    public static Decision openDirect(Role from, Role to) {
        return from == Role.ADMIN || to == Role.ADMIN ? ALLOWED : denied(ErrorCode.POLICY_DENIED);
    }

    /** Whether a person may make rooms of this kind with members of their choice. */
    public static Decision create(Role role, RoomKind kind) {
        if (kind == RoomKind.DIRECT) {
            return ALLOWED;
        }
        return role == Role.ADMIN ? ALLOWED : denied(ErrorCode.ROLE_REQUIRED);
    }

    private static Decision post(Role role, RoomKind kind) {
        return switch (kind) {
            case DIRECT, GROUP -> ALLOWED;
            case ANNOUNCE -> role == Role.ADMIN ? ALLOWED : denied(ErrorCode.ROOM_READONLY);
        };
    }

    private static Decision manage(Role role, RoomKind kind, Standing standing) {
        if (role == Role.ADMIN && kind != RoomKind.DIRECT) {
            return ALLOWED;
        }
        if (standing != Standing.MEMBER) {
            return hidden();
        }
        return denied(role == Role.ADMIN ? ErrorCode.POLICY_DENIED : ErrorCode.ROLE_REQUIRED);
    }

    private static Decision hidden() {
        return denied(ErrorCode.ROOM_NOT_FOUND);
    }

    private static Decision denied(ErrorCode code) {
        return new Denied(code);
    }
}
