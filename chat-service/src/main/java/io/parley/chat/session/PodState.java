package io.parley.chat.session;

import io.parley.chat.command.LogGate;
import io.parley.chat.delivery.TickWatch;
import io.parley.chat.policy.PolicyFreshness;
import org.springframework.stereotype.Component;

/** How the pod is doing as far as sessions are told. */
@Component
record PodState(TickWatch ticks, LogGate log, PolicyFreshness policy) {

    /** A look at one moment, the same for all sessions. */
    Snapshot now() {
        return new Snapshot(ticks.isAnyLate(), log.isOpen() && policy.isTrusted(), policy.isLost());
    }

    /**
     * @param isAnyRoomLate whether it is worth a look at which rooms are
     * @param isPolicyLost whether it has not been known for long what people may do
     */
    record Snapshot(boolean isAnyRoomLate, boolean canSend, boolean isPolicyLost) {}
}
