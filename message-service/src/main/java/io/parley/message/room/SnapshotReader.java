package io.parley.message.room;

import io.parley.model.RoomId;
import io.parley.model.room.RoomSnapshot;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads a room and its members as of one moment, so that the version fits the members. */
@Component
class SnapshotReader {

    private final Rooms rooms;
    private final Snapshots snapshots;
    private final TransactionTemplate oneMoment;

    SnapshotReader(Rooms rooms, Snapshots snapshots, PlatformTransactionManager transactions) {
        this.rooms = rooms;
        this.snapshots = snapshots;
        this.oneMoment = new TransactionTemplate(transactions);
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneMoment.setReadOnly(true);
    }

    RoomSnapshot read(RoomId id) {
        return Objects.requireNonNull(
                oneMoment.execute(
                        status -> snapshots.of(rooms.find(id).orElseThrow(RoomAccess::notFound))));
    }
}
