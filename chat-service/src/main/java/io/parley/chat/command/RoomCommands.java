package io.parley.chat.command;

import io.parley.chat.command.TargetMessages.Prepared;
import io.parley.chat.link.DirectRoom;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.policy.LivePolicy;
import io.parley.kafka.trace.MessageTracer;
import io.parley.kafka.trace.Step;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.log.LogRecord;
import io.parley.model.message.RoomCommand;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What people ask for in rooms: finds the message that it is about, makes sure that it was not
 * asked for before, asks the rules, then appends it to the chat log. Commands of one thread to one
 * room keep their order. May block for look-ups.
 */
@Component
public class RoomCommands {

    private static final String NOT_NOW = "It was not done.";

    private final LivePolicy policy;
    private final CommandRules rules;
    private final TargetMessages targets;
    private final EarlierCommands earlier;
    private final ChatLogWriter log;
    private final GatheredReactions reactions;
    private final MessageTracer tracer;

    RoomCommands(
            LivePolicy policy,
            CommandRules rules,
            TargetMessages targets,
            EarlierCommands earlier,
            ChatLogWriter log,
            GatheredReactions reactions,
            MessageTracer tracer) {
        this.policy = policy;
        this.rules = rules;
        this.targets = targets;
        this.earlier = earlier;
        this.log = log;
        this.reactions = reactions;
        this.tracer = tracer;
    }

    /** Waits while the person changes messages faster than they may. */
    public void awaitTurn(Actor person, RoomCommand command) throws InterruptedException {
        rules.awaitTurn(person, command);
    }

    public CompletableFuture<CommandResult> inRoom(Actor from, RoomId room, Draft draft) {
        return trusted(
                draft,
                () ->
                        policy.room(room)
                                .map(found -> inRoom(from, found, draft))
                                .orElseGet(() -> refused(ErrorCode.ROOM_NOT_FOUND)));
    }

    /** In the direct room with {@code to}, another person, which is made on first contact. */
    public CompletableFuture<CommandResult> withPerson(Actor from, UserId to, Draft draft) {
        if (from.id().equals(to)) {
            return refused(ErrorCode.VALIDATION_FAILED);
        }
        return trusted(
                draft,
                () ->
                        switch (policy.directRoom(from, to)) {
                            case DirectRoom.Open(RoomSnapshot room) -> inRoom(from, room, draft);
                            case DirectRoom.Denied() -> refused(ErrorCode.POLICY_DENIED);
                            case DirectRoom.UnknownPerson() -> refused(ErrorCode.USER_NOT_FOUND);
                        });
    }

    /** Whether this pod has the log's word for what this sender sent to the room under an id. */
    public boolean isAcknowledged(Actor from, RoomId room, String clientMsgId) {
        return earlier.isAcknowledged(MessageId.of(room, from.id(), clientMsgId));
    }

    /** The same for the direct room with a person. */
    public boolean isAcknowledged(Actor from, UserId to, String clientMsgId) {
        return policy.knownDirectRoom(from.id(), to)
                .filter(room -> isAcknowledged(from, room, clientMsgId))
                .isPresent();
    }

    private CompletableFuture<CommandResult> trusted(
            Draft draft, Supplier<CompletableFuture<CommandResult>> attempt) {
        if (!rules.canBeAsked()) {
            return CommandResult.notNow(
                            ErrorCode.UNAVAILABLE, "Rights cannot be checked at present.")
                    .done();
        }
        try {
            return attempt.get();
        } catch (ServiceUnavailableException away) {
            return unavailable(draft.command());
        }
    }

    /** What stands for itself goes on without a change that cannot be looked up. */
    private static CompletableFuture<CommandResult> unavailable(RoomCommand command) {
        return command instanceof RoomCommand.Change
                ? refusedForNow()
                : CommandResult.notNow(ErrorCode.UNAVAILABLE, NOT_NOW).done();
    }

    /** What comes after it does not wait for it. */
    private static CompletableFuture<CommandResult> refusedForNow() {
        return new CommandResult.Refused(
                        Problem.of(ErrorCode.UNAVAILABLE, NOT_NOW + " Repeat it.")
                                .withRetryAfterMs(CommandResult.REPEAT_AFTER.toMillis()))
                .done();
    }

    private CompletableFuture<CommandResult> inRoom(Actor from, RoomSnapshot room, Draft draft) {
        var receivedAt = Instant.now();
        return rules.refusal(from, room, draft)
                .map(CommandResult::done)
                .orElseGet(
                        () ->
                                targets.prepare(from, room.roomId(), draft.command())
                                        .map(
                                                prepared ->
                                                        once(
                                                                new Attempt(
                                                                        from,
                                                                        room,
                                                                        draft,
                                                                        prepared,
                                                                        receivedAt)))
                                        .orElseGet(() -> refused(ErrorCode.MESSAGE_NOT_FOUND)));
    }

    /** A repeat is told what came of the first one, whatever the sender may do by now. */
    private CompletableFuture<CommandResult> once(Attempt attempt) {
        var mayBeOld = attempt.isOnDeleted() || earlier.mayBeOld(attempt.draft);
        return switch (earlier.find(
                attempt.room.roomId(), attempt.id, attempt.fingerprint, mayBeOld)) {
            case NONE ->
                    rules.refusal(
                                    attempt.from,
                                    attempt.room,
                                    attempt.draft.command(),
                                    attempt.prepared)
                            .map(CommandResult::done)
                            .orElseGet(() -> append(attempt));
            case SAME -> new CommandResult.Accepted(attempt.id).done();
            case OTHER_CONTENT -> refused(ErrorCode.CONFLICT);
            case UNCERTAIN -> unavailable(attempt.draft.command());
        };
    }

    private CompletableFuture<CommandResult> append(Attempt attempt) {
        var written = rules.writable(attempt.log());
        if (written.isEmpty()) {
            return refusedForNow();
        }
        if (!earlier.begins(attempt.id, attempt.fingerprint)) {
            return refused(ErrorCode.CONFLICT);
        }
        return write(attempt.room, written.get())
                .whenComplete(
                        (result, _) -> {
                            earlier.ended(attempt.id, attempt.fingerprint, result);
                            tracer.recordUntilNow(Step.SEND, attempt.id, "", attempt.receivedAt, 0);
                        });
    }

    private CompletableFuture<CommandResult> write(RoomSnapshot room, LogRecord record) {
        if (room.kind() != RoomKind.ANNOUNCE) {
            return log.append(record);
        }
        if (record.data() instanceof EventData.ReactionChanged reaction) {
            return reactions.append(record, reaction);
        }
        reactions.flush(room.roomId());
        return log.append(record);
    }

    private static CompletableFuture<CommandResult> refused(ErrorCode code) {
        return CommandRules.refused(code).done();
    }

    /** A command that its sender may give in the room, as far as is known without its message. */
    private static final class Attempt {

        private final Actor from;
        private final RoomSnapshot room;
        private final Draft draft;
        private final Prepared prepared;
        private final Instant receivedAt;
        private final MessageId id;
        private final long fingerprint;

        Attempt(Actor from, RoomSnapshot room, Draft draft, Prepared prepared, Instant receivedAt) {
            this.from = from;
            this.room = room;
            this.draft = draft;
            this.prepared = prepared;
            this.receivedAt = receivedAt;
            this.id = MessageId.of(room.roomId(), from.id(), draft.clientMsgId());
            this.fingerprint = prepared.data().fingerprint();
        }

        /** It would be refused: unless it is a repeat, and perhaps of the deletion itself. */
        boolean isOnDeleted() {
            return prepared.isOnDeleted();
        }

        LogRecord log() {
            return new LogRecord(
                    id,
                    room.roomId(),
                    from,
                    draft.command().type(),
                    draft.clientMsgId(),
                    prepared.data(),
                    null);
        }
    }
}
