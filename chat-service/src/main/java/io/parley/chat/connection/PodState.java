package io.parley.chat.connection;

import io.parley.chat.delivery.TickWatch;
import io.parley.chat.send.LogGate;
import org.springframework.stereotype.Component;

/** How the pod is doing as far as sessions are told. */
@Component
record PodState(TickWatch ticks, LogGate log) {

    /** A look at one moment, the same for all sessions. */
    Snapshot now() {
        return new Snapshot(ticks.isAnyLate(), log.isOpen());
    }

    /**
     * @param isAnyRoomLate whether it is worth a look at which rooms are
     */
    record Snapshot(boolean isAnyRoomLate, boolean canSend) {}
}
