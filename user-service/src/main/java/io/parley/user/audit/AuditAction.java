package io.parley.user.audit;

import java.util.Arrays;
import java.util.Optional;

/** What can be done to accounts by those who may. */
public enum AuditAction {
    ROLE_CHANGED("user.role.changed"),
    BANNED("user.banned"),
    UNBANNED("user.unbanned"),
    SESSION_REVOKED("session.revoked"),
    SESSIONS_REVOKED("sessions.revoked"),
    PASSWORD_RESET_ISSUED("password.reset.issued"),
    SECOND_FACTOR_REMOVED("second.factor.removed"),
    INVITATION_CREATED("invitation.created"),
    INVITATION_REVOKED("invitation.revoked"),
    KEY_ROTATED("key.rotated");

    private final String wireName;

    AuditAction(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<AuditAction> fromWire(String name) {
        return Arrays.stream(values()).filter(each -> each.wireName.equals(name)).findFirst();
    }
}
