package io.parley.chat.send;

import io.parley.chat.link.DirectRoom;
import io.parley.chat.policy.LivePolicy;
import io.parley.kafka.trace.MessageTracer;
import io.parley.kafka.trace.Step;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventType;
import io.parley.model.log.LogRecord;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * Sends a message to a room: asks the policy, makes sure that it was not sent before, then appends
 * to the chat log. Sends of one thread to one room keep their order. May block for a look-up and
 * then throw {@link io.parley.chat.link.ServiceUnavailableException}; nothing has been sent in that
 * case.
 */
@Component
public class SendMessage {

    private final LivePolicy policy;
    private final EarlierSends earlier;
    private final ChatLogWriter log;
    private final MessageTracer tracer;

    SendMessage(LivePolicy policy, EarlierSends earlier, ChatLogWriter log, MessageTracer tracer) {
        this.earlier = earlier;
        this.tracer = tracer;
        this.policy = policy;
        this.log = log;
    }

    public CompletableFuture<SendResult> toRoom(Actor from, RoomId room, Draft draft) {
        var receivedAt = Instant.now();
        return switch (policy.decide(from, Action.POST, room)) {
            case Decision.Allowed() -> append(from, room, draft, receivedAt);
            case Decision.Denied(ErrorCode code) -> refused(code);
        };
    }

    /** To the direct room with {@code to}, another person, which is made on first contact. */
    public CompletableFuture<SendResult> toPerson(Actor from, UserId to, Draft draft) {
        if (from.id().equals(to)) {
            return refused(ErrorCode.VALIDATION_FAILED);
        }
        var receivedAt = Instant.now();
        return switch (policy.directRoom(from, to)) {
            case DirectRoom.Open(RoomSnapshot room) -> toOpenRoom(from, room, draft, receivedAt);
            case DirectRoom.Denied() -> refused(ErrorCode.POLICY_DENIED);
            case DirectRoom.UnknownPerson() -> refused(ErrorCode.USER_NOT_FOUND);
        };
    }

    private CompletableFuture<SendResult> toOpenRoom(
            Actor from, RoomSnapshot room, Draft draft, Instant receivedAt) {
        return switch (policy.decide(from, Action.POST, room)) {
            case Decision.Allowed() -> append(from, room.roomId(), draft, receivedAt);
            case Decision.Denied(ErrorCode code) -> refused(code);
        };
    }

    /** Whether this pod has the log's word for a message of this sender to the room. */
    public boolean isAcknowledged(Actor from, RoomId room, String clientMsgId) {
        return earlier.isAcknowledged(MessageId.of(room, from.id(), clientMsgId));
    }

    /** The same for the direct room with a person. */
    public boolean isAcknowledged(Actor from, UserId to, String clientMsgId) {
        return policy.knownDirectRoom(from.id(), to)
                .filter(room -> isAcknowledged(from, room, clientMsgId))
                .isPresent();
    }

    private CompletableFuture<SendResult> append(
            Actor from, RoomId room, Draft draft, Instant receivedAt) {
        var id = MessageId.of(room, from.id(), draft.clientMsgId());
        return switch (earlier.find(room, id, draft)) {
            case NONE -> appendNew(from, room, id, draft, receivedAt);
            case SAME -> CompletableFuture.completedFuture(new SendResult.Accepted(id));
            case OTHER_CONTENT -> refused(ErrorCode.CONFLICT);
            case UNCERTAIN -> refused(ErrorCode.UNAVAILABLE);
        };
    }

    private CompletableFuture<SendResult> appendNew(
            Actor from, RoomId room, MessageId id, Draft draft, Instant receivedAt) {
        return log.append(
                        new LogRecord(
                                id,
                                room,
                                from,
                                EventType.MESSAGE_CREATED,
                                draft.clientMsgId(),
                                draft.content(),
                                null))
                .whenComplete(
                        (result, _) -> {
                            earlier.ended(id, draft, result);
                            tracer.recordUntilNow(Step.SEND, id, "", receivedAt, 0);
                        });
    }

    private static CompletableFuture<SendResult> refused(ErrorCode code) {
        return CompletableFuture.completedFuture(new SendResult.Refused(code));
    }
}
