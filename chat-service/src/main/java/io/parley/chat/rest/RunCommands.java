package io.parley.chat.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.chat.command.CommandResult;
import io.parley.chat.command.Draft;
import io.parley.chat.command.Pace;
import io.parley.chat.command.RoomCommands;
import io.parley.chat.transport.ChatLimits;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.message.RoomCommand;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.web.RefusedRequest;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Runs a command and waits until the log has it. A person has the pace of one session, however many
 * connections they use: who is faster waits, with the few places that their account has.
 */
@Component
class RunCommands {

    /** Longer than the log is waited for, so that its own word comes first. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(15);

    /** A bucket that was left alone for so long is full again. */
    private static final Duration FULL_AFTER = Duration.ofMinutes(5);

    private static final int MOST = 100_000;

    private final RoomCommands commands;
    private final ChatLimits limits;
    private final Cache<UserId, Pace> sends =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(FULL_AFTER).build();

    RunCommands(RoomCommands commands, ChatLimits limits) {
        this.commands = commands;
        this.limits = limits;
    }

    /** The id of the event that it has become. */
    MessageId run(Actor person, RoomId room, Draft draft) throws InterruptedException {
        awaitTurn(person, draft.command());
        return switch (result(person, room, draft)) {
            case CommandResult.Accepted(MessageId event) -> event;
            case CommandResult.Refused(Problem problem) -> throw new RefusedRequest(problem);
            case CommandResult.NotNow(Problem problem) -> throw new RefusedRequest(problem);
            case CommandResult.Unknown() -> throw new RefusedRequest(unknown());
        };
    }

    private void awaitTurn(Actor person, RoomCommand command) throws InterruptedException {
        switch (command) {
            case RoomCommand.Post _ -> sends.get(person.id(), _ -> pace()).await();
            case RoomCommand.Change change -> commands.awaitTurn(person, change);
        }
    }

    private Pace pace() {
        return new Pace(limits.sendsPerSecond(), limits.sendBurst());
    }

    private CommandResult result(Actor person, RoomId room, Draft draft)
            throws InterruptedException {
        try {
            return commands.inRoom(person, room, draft)
                    .get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException noAnswer) {
            return new CommandResult.Unknown();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a command failed", bug);
        }
    }

    private static Problem unknown() {
        return Problem.of(
                        ErrorCode.SEND_UNKNOWN,
                        "It is not known whether it was done: repeat it under the same clientMsgId.")
                .withRetryAfterMs(CommandResult.REPEAT_AFTER.toMillis());
    }
}
