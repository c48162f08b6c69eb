package io.parley.chat.command;

import io.parley.chat.command.TargetMessages.Prepared;
import io.parley.chat.link.MessageService;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.log.LogRecord;
import io.parley.model.message.RoomCommand;
import io.parley.model.message.TargetMessage;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who may ask for what, and how often. */
@Component
class CommandRules {

    private static final int MAX_PINS = 50;

    private final LivePolicy policy;
    private final PolicyFreshness freshness;
    private final ChangeSettings settings;
    private final ChangeLimits limits;
    private final MessageService messages;
    private final LookUps lookUps;

    CommandRules(
            LivePolicy policy,
            PolicyFreshness freshness,
            ChangeSettings settings,
            ChangeLimits limits,
            MessageService messages,
            LookUps lookUps) {
        this.policy = policy;
        this.freshness = freshness;
        this.settings = settings;
        this.limits = limits;
        this.messages = messages;
        this.lookUps = lookUps;
    }

    /** Whether what this pod knows of rights can be trusted. */
    boolean canBeAsked() {
        return freshness.isTrusted();
    }

    /** Waits for the person's turn. */
    void awaitTurn(Actor person, RoomCommand command) throws InterruptedException {
        if (command instanceof RoomCommand.Change) {
            limits.await(person.id());
        }
    }

    /** What must be right before anything is looked up: the room alone is known. */
    Optional<CommandResult> refusal(Actor from, RoomSnapshot room, Draft draft) {
        var action = draft.command() instanceof RoomCommand.Post ? Action.POST : Action.READ;
        return refusal(policy.decide(from, action, room))
                .or(
                        () ->
                                draft.command() instanceof RoomCommand.React && !draft.isRepeat()
                                        ? tooMany(limits.untilReaction(room))
                                        : Optional.empty());
    }

    /** What must be right for a command that was not asked for before. */
    Optional<CommandResult> refusal(
            Actor from, RoomSnapshot room, RoomCommand command, Prepared prepared) {
        return refusalOfTarget(from, room, command, prepared)
                .or(() -> prepared.root().flatMap(root -> refusalOfRoot(from, room, root)))
                .or(() -> refusalOfMentions(from, room, command))
                .or(
                        () ->
                                switch (command) {
                                    case RoomCommand.React _ -> tooMany(limits.takeReaction(room));
                                    case RoomCommand.Pin(_, boolean isPinned) when isPinned ->
                                            refusalOfPin(room);
                                    default -> Optional.empty();
                                });
    }

    /** The record in the newest version that may be written; empty where that cannot hold it. */
    Optional<LogRecord> writable(LogRecord log) {
        if (log.version() <= settings.writeLogVersion()) {
            return Optional.of(log);
        }
        return log.data() instanceof EventData.MessageCreated message && isPlain(message)
                ? Optional.of(
                        log.with(
                                new EventData.MessageCreated(
                                        message.text(), message.replyTo(), null)))
                : Optional.empty();
    }

    private static boolean isPlain(EventData.MessageCreated message) {
        return message.threadRoot() == null && message.mentions() == null;
    }

    private Optional<CommandResult> refusalOfTarget(
            Actor from, RoomSnapshot room, RoomCommand command, Prepared prepared) {
        return prepared.target()
                .flatMap(
                        target ->
                                switch (command) {
                                    case RoomCommand.Change change ->
                                            refusal(
                                                    policy.decide(
                                                            from,
                                                            change,
                                                            room,
                                                            target,
                                                            settings.windows()));
                                    case RoomCommand.Post _ ->
                                            refusalOfAnswered(from, room, target);
                                });
    }

    private static Optional<CommandResult> refusalOfAnswered(
            Actor from, RoomSnapshot room, TargetMessage answered) {
        var isHidden = answered.ref().seq() < room.firstReadable(from.id(), from.role());
        return answered.isDeleted() || isHidden
                ? Optional.of(refused(ErrorCode.MESSAGE_NOT_FOUND))
                : Optional.empty();
    }

    /** A thread has no threads. */
    private static Optional<CommandResult> refusalOfRoot(
            Actor from, RoomSnapshot room, TargetMessage root) {
        return refusalOfAnswered(from, room, root)
                .or(
                        () ->
                                root.isInThread()
                                        ? Optional.of(
                                                invalid(
                                                        "threadRoot",
                                                        "must not belong to a thread itself"))
                                        : Optional.empty());
    }

    private Optional<CommandResult> refusalOfMentions(
            Actor from, RoomSnapshot room, RoomCommand command) {
        return policy.decideMentions(from, command, room) instanceof Decision.Denied(ErrorCode code)
                ? Optional.of(
                        code == ErrorCode.VALIDATION_FAILED
                                ? invalid("mentions", "must be of people in the room")
                                : refused(code))
                : Optional.empty();
    }

    private static CommandResult invalid(String field, String rule) {
        return new CommandResult.Refused(
                Problem.of(
                                ErrorCode.VALIDATION_FAILED,
                                "It is not as it must be, and was not done.")
                        .withFields(List.of(new Problem.Field(field, rule))));
    }

    /** Of a storm of reactions those that are refused cost next to nothing. */
    private static Optional<CommandResult> tooMany(Duration wait) {
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(
                        new CommandResult.Refused(
                                Problem.of(
                                                ErrorCode.RATE_LIMITED,
                                                "Too many react in this room at present.")
                                        .withRetryAfterMs(Math.max(1, wait.toMillis()))));
    }

    private Optional<CommandResult> refusalOfPin(RoomSnapshot room) {
        return lookUps.ask(() -> messages.pins(room.roomId())) < MAX_PINS
                ? Optional.empty()
                : Optional.of(
                        CommandResult.refused(
                                ErrorCode.CONFLICT,
                                MAX_PINS + " messages are pinned here: unpin one of them first."));
    }

    private static Optional<CommandResult> refusal(Decision decision) {
        return switch (decision) {
            case Decision.Allowed() -> Optional.empty();
            case Decision.Denied(ErrorCode code) -> Optional.of(refused(code));
        };
    }

    /** The reason in words, for the one who asked. */
    static CommandResult refused(ErrorCode code) {
        return CommandResult.refused(
                code,
                switch (code) {
                    case MESSAGE_NOT_FOUND -> "There is no such message here, or it was deleted.";
                    case EDIT_WINDOW_CLOSED -> "The time in which it may be changed is over.";
                    case CONFLICT -> "Something else was sent under this clientMsgId.";
                    default -> "It is not allowed, and was not done.";
                });
    }
}
