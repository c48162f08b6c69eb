package io.parley.message.room;

import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.room.RoomSnapshot;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes what other services are told of a room. Inside a transaction, so that its parts fit. */
@Component
public class Snapshots {

    private final JdbcClient jdbc;
    private final Members members;
    private final Mutes mutes;
    private final Bans bans;

    Snapshots(JdbcClient jdbc, Members members, Mutes mutes, Bans bans) {
        this.jdbc = jdbc;
        this.members = members;
        this.mutes = mutes;
        this.bans = bans;
    }

    /** The room and who is in it, as it is now. */
    public RoomSnapshot of(Room room) {
        return new RoomSnapshot(
                room.id(),
                room.version(),
                room.kind(),
                room.name(),
                members.of(room.id()),
                room.audience(),
                members.spectators(room.id()),
                mutes.of(room.id()),
                bans.of(room.id()),
                admins(room),
                room.history(),
                members.firstSeqs(room.id()),
                room.settings());
    }

    private Set<UserId> admins(Room room) {
        var support = room.support();
        if (support != null) {
            return agents(support);
        }
        return room.kind() == RoomKind.DIRECT ? adminsOfTheTwo(room) : Set.of();
    }

    /** The customer is in by own right, agent or not. */
    private Set<UserId> agents(SupportCase support) {
        return ids(
                jdbc.sql("SELECT user_id FROM support_agent WHERE queue_id = ? AND user_id <> ?")
                        .params(support.queue().value(), support.customer().value()));
    }

    private Set<UserId> adminsOfTheTwo(Room room) {
        return ids(
                jdbc.sql(
                                """
                                SELECT user_id FROM room_member JOIN person ON id = user_id
                                WHERE room_id = ? AND role = 'ADMIN'
                                """)
                        .param(room.id().value()));
    }

    private static Set<UserId> ids(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }
}
