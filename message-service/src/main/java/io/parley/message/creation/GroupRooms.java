package io.parley.message.creation;

import io.parley.message.access.Caller;
import io.parley.message.directory.People;
import io.parley.message.member.NewMembers;
import io.parley.message.room.Room;
import io.parley.message.room.RoomName;
import io.parley.message.room.RoomStore;
import io.parley.message.web.IdempotencyKeys;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.wire.ErrorCode;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes group and announce rooms. */
@Component
class GroupRooms {

    private static final String SCOPE = "room";

    private final NewMembers newMembers;
    private final People people;
    private final RoomStore store;
    private final NewRooms newRooms;
    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;

    GroupRooms(
            NewMembers newMembers,
            People people,
            RoomStore store,
            NewRooms newRooms,
            IdempotencyKeys keys,
            TransactionTemplate transaction) {
        this.newMembers = newMembers;
        this.people = people;
        this.store = store;
        this.newRooms = newRooms;
        this.keys = keys;
        this.transaction = transaction;
    }

    /** The new room, or the one that an earlier request with the same key has made. */
    Room create(Caller caller, CreateRoom wanted, @Nullable String key) {
        if (MessagingPolicy.create(caller.role(), wanted.kind())
                instanceof Decision.Denied(ErrorCode code)) {
            throw Refusal.of(code);
        }
        var name = RoomName.check(wanted.name());
        var audience = wanted.audienceOrMembers();
        var everybody = new ArrayList<UserId>(wanted.others(caller.id()));
        everybody.add(caller.id());
        var known = newMembers.lookUp(everybody);
        var room =
                newRooms.newRoom(wanted.kind(), name, caller.id())
                        .meantFor(audience)
                        .readable(wanted.historyOrAll());
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            var earlier =
                                    keys.claim(
                                            caller.id(), SCOPE, key, wanted, room.id().toString());
                            if (earlier.isPresent()) {
                                return store.rooms().find(RoomId.of(earlier.get())).orElseThrow();
                            }
                            people.keep(known);
                            store.rooms().insert(room);
                            store.members().add(room.id(), everybody, room.createdAt());
                            store.changes().tell(room);
                            return room;
                        }));
    }
}
