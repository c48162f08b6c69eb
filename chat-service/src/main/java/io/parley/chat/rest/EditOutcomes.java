package io.parley.chat.rest;

import io.parley.chat.command.LookUps;
import io.parley.chat.link.MessageService;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.RoomCommand;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * What edits that are in the log have come to, for those who cannot fold events themselves: the
 * message after all events up to the edit's own. So a repeat is answered as the first one was,
 * whatever has happened since, unless the message was deleted.
 */
@Component
class EditOutcomes {

    private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

    private final MessageService messages;
    private final LookUps lookUps;
    private final Executor threads = Thread::startVirtualThread;

    EditOutcomes(MessageService messages, LookUps lookUps) {
        this.messages = messages;
        this.lookUps = lookUps;
    }

    /** What came of an edit. */
    sealed interface Outcome {

        /**
         * It says now what the edit wanted.
         *
         * @param foldedTo the seq of the edit's event
         */
        record Done(FoldedMessage message, long foldedTo) implements Outcome {}

        /** It changed nothing. */
        record Without(Problem problem) implements Outcome {}

        /** Nobody can tell in time; it is in the log, and counts or not by what came before it. */
        record NotSeen() implements Outcome {}
    }

    /** Waits until the edit's event is stored, for a moment at most. */
    Outcome await(RoomId room, MessageId event, RoomCommand.Edit edit) throws InterruptedException {
        try {
            return CompletableFuture.supplyAsync(() -> find(room, event, edit), threads)
                    .get(SEEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .orElseGet(Outcome.NotSeen::new);
        } catch (TimeoutException late) {
            return new Outcome.NotSeen();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("an edit cannot be followed", bug);
        }
    }

    private Optional<Outcome> find(RoomId room, MessageId event, RoomCommand.Edit edit) {
        try {
            return lookUps.ask(() -> messages.message(room, event))
                    .flatMap(
                            own ->
                                    messages.message(room, edit.seq(), own.seq())
                                            .map(after -> outcome(after, own.seq(), edit)));
        } catch (ServiceUnavailableException away) {
            return Optional.empty();
        }
    }

    private static Outcome outcome(FoldedMessage after, long own, RoomCommand.Edit edit) {
        if (after.deleted() != null) {
            return without(ErrorCode.MESSAGE_NOT_FOUND, "It was deleted.");
        }
        var isCounted = after.edited() != null && after.edited().seq() == own;
        var isUpToDate = edit.ifVersion() == null || edit.ifVersion() == after.version();
        if (isCounted || (isUpToDate && edit.text().equals(after.text()))) {
            return new Outcome.Done(after, own);
        }
        return isUpToDate
                ? without(ErrorCode.CONFLICT, "The message was edited as often as can be.")
                : without(ErrorCode.PRECONDITION_FAILED, "Another edit came first.");
    }

    private static Outcome without(ErrorCode code, String detail) {
        return new Outcome.Without(Problem.of(code, detail));
    }
}
