package io.parley.chat.session;

import io.parley.chat.command.CommandKind;
import io.parley.chat.command.CommandReader;
import io.parley.chat.command.CommandResult;
import io.parley.chat.command.Draft;
import io.parley.chat.command.Pace;
import io.parley.chat.command.RoomCommands;
import io.parley.chat.live.TypingSignals;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.session.Destinations.Place;
import io.parley.chat.transport.Frame;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.message.RoomCommand;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one session. A session that sends too fast is not refused but waits, and with it
 * what it sends next: nothing is lost, and the order is kept.
 */
final class SessionSends {

    /** After this a session that has to go does so without the answers: they may never come. */
    static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    private final RoomCommands commands;
    private final LivePolicy policy;
    private final TypingSignals typing;
    private final Speaker speaker;
    private final Replies replies;
    private final AwaitedRepeats awaited = new AwaitedRepeats();
    private final Pace pace;
    private final OpenSends open;

    SessionSends(SessionParts parts, Speaker speaker, Replies replies) {
        var limits = parts.limits();
        this.commands = parts.commands();
        this.policy = parts.policy();
        this.typing = parts.typing();
        this.speaker = speaker;
        this.replies = replies;
        this.pace = new Pace(limits.sendsPerSecond(), limits.sendBurst());
        this.open = new OpenSends(limits.unreceipted());
    }

    /**
     * Runs something once all that was sent is answered. What has no answer after a while is
     * answered as of unknown outcome. The session must have ended: then nothing is appended any
     * more.
     *
     * @param meanwhile run at once where there is something to wait for
     */
    void whenAnswered(Runnable last, Runnable meanwhile) {
        if (open.tryClose()) {
            finish(last, true);
        } else {
            meanwhile.run();
            Thread.startVirtualThread(() -> finish(last, awaitAnswers()));
        }
    }

    private boolean awaitAnswers() {
        try {
            return open.tryClose(ANSWERED_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A send that waits for its turn must not wait for ever. */
    private void finish(Runnable last, boolean isAnswered) {
        open.takeAll()
                .forEach(sent -> replies.problem(outcomeUnknown(sent.frame(), sent.clientMsgId())));
        last.run();
        if (isAnswered) {
            open.reopen();
        }
    }

    /** Whose session it is. */
    interface Speaker {

        /** As of now: a send may have waited for its turn. Empty once the session is over. */
        Optional<Actor> person();

        /** The last word to the client: a later send must not overtake one of unknown outcome. */
        void end(Problem problem);
    }

    /** Where a SEND goes; one that goes nowhere is answered. */
    Optional<Destinations.Target> target(Frame frame) {
        var target = frame.destination().flatMap(Destinations::target);
        if (target.isEmpty()) {
            replies.refuseHeader(
                    frame, "destination", ErrorCode.POLICY_DENIED, "There is no such destination.");
        } else if (frame.header("transaction").isPresent()) {
            replies.refuse(frame, ErrorCode.VALIDATION_FAILED, "There are no transactions.");
            return Optional.empty();
        }
        return target;
    }

    void toRoomInBody(Frame frame) throws InterruptedException {
        var room = roomIn(frame);
        if (room.isPresent()) {
            command(new Place.Room(room.get()), CommandKind.SEND, frame);
        }
    }

    /** There is nothing to do for a member: its receipt says that it may subscribe. */
    void join(Actor person, Frame frame) {
        roomIn(frame)
                .ifPresent(
                        room -> {
                            switch (policy.decide(person, Action.READ, room)) {
                                case Decision.Allowed() -> replies.receipt(frame);
                                case Decision.Denied(ErrorCode code) ->
                                        replies.refuse(frame, code, "You cannot join this room.");
                            }
                        });
    }

    private Optional<RoomId> roomIn(Frame frame) {
        var room =
                CommandReader.tree(frame.body())
                        .flatMap(body -> body.path("roomId").stringValueOpt())
                        .flatMap(RoomId::parse);
        if (room.isEmpty()) {
            invalid(frame, null, List.of(new Problem.Field("roomId", "must be a room's id")));
        }
        return room;
    }

    void command(Place place, CommandKind kind, Frame frame) throws InterruptedException {
        var wrong = SendOptions.wrong(frame);
        switch (CommandReader.read(kind, frame.body(), SendOptions.isRepeat(frame))) {
            case CommandReader.Result.Invalid(var clientMsgId, var fields) ->
                    invalid(frame, clientMsgId.orElse(null), fields);
            case CommandReader.Result.Valid(Draft draft) when !wrong.isEmpty() ->
                    invalid(frame, draft.clientMsgId(), wrong);
            case CommandReader.Result.Valid(Draft draft) -> inTurn(new Send(place, frame, draft));
        }
    }

    private void inTurn(Send send) throws InterruptedException {
        if (!replies.awaitHeadroom()) {
            return;
        }
        if (SendOptions.forgetsRefused(send.frame)) {
            awaited.forget(send.place);
        }
        if (!isAcknowledged(send, send.clientMsgId())
                && !awaited.isTurn(
                        send.place, send.clientMsgId(), id -> isAcknowledged(send, id))) {
            behind(send);
            return;
        }
        awaitTurn(send.draft.command());
        append(send, open.enter(send.place, send.frame, send.clientMsgId()));
    }

    private void awaitTurn(RoomCommand command) throws InterruptedException {
        var person = speaker.person();
        if (command instanceof RoomCommand.Post) {
            pace.await();
        } else if (person.isPresent()) {
            commands.awaitTurn(person.get(), command);
        }
    }

    private void append(Send send, OpenSends.Sent sent) {
        // It has waited for its turn: what its sender may do is asked now
        var person = speaker.person();
        if (person.isEmpty()) {
            // It comes after the end of the session, which answers nothing more
            OpenSends.take(sent);
            open.leave(sent);
            return;
        }
        CompletableFuture<CommandResult> result;
        try {
            result =
                    switch (send.place) {
                        case Place.Room(var room) ->
                                commands.inRoom(person.get(), room, send.draft);
                        case Place.Person(var to) ->
                                commands.withPerson(person.get(), to, send.draft);
                    };
        } catch (RuntimeException e) {
            OpenSends.take(sent);
            open.leave(sent);
            throw e;
        }
        var _ =
                inOrder(sent, result)
                        .whenComplete(
                                (known, _) -> {
                                    try {
                                        if (OpenSends.take(sent)) {
                                            answer(send, known);
                                        }
                                    } finally {
                                        open.leave(sent);
                                    }
                                });
    }

    /**
     * The log answers in the order of the sends. A repeat that is known to be there must not
     * overtake one before it which is appended again. A refusal must not wait: what comes next has
     * to find it.
     */
    private CompletableFuture<CommandResult> inOrder(
            OpenSends.Sent sent, CompletableFuture<CommandResult> result) {
        var isKnown =
                result.state() == Future.State.SUCCESS
                        && result.resultNow() instanceof CommandResult.Accepted;
        return isKnown ? open.turnOf(sent).thenCompose(_ -> result) : result;
    }

    private boolean isAcknowledged(Send send, String clientMsgId) {
        return speaker.person()
                .filter(
                        person ->
                                switch (send.place) {
                                    case Place.Room(var room) ->
                                            commands.isAcknowledged(person, room, clientMsgId);
                                    case Place.Person(var to) ->
                                            commands.isAcknowledged(person, to, clientMsgId);
                                })
                .isPresent();
    }

    private void answer(Send send, @Nullable CommandResult result) {
        switch (result) {
            case CommandResult.Accepted _ -> {
                replies.receipt(send.frame);
                posted(send);
            }
            case CommandResult.NotNow(Problem problem) -> {
                awaited.first(send.place, send.clientMsgId());
                refuse(send, problem);
            }
            case CommandResult.Refused(Problem problem) -> refuse(send, problem);
            case CommandResult.Unknown _ ->
                    speaker.end(outcomeUnknown(send.frame, send.clientMsgId()));
            case null -> speaker.end(outcomeUnknown(send.frame, send.clientMsgId()));
        }
    }

    private void posted(Send send) {
        if (send.place instanceof Place.Room(var room)
                && send.draft.command() instanceof RoomCommand.Post) {
            speaker.person().ifPresent(person -> typing.posted(person.id(), room));
        }
    }

    /** Something that the client has sent before is to be repeated first. */
    private void behind(Send send) {
        if (awaited.behind(send.place, send.clientMsgId())) {
            refuse(
                    send,
                    Problem.of(
                                    ErrorCode.UNAVAILABLE,
                                    "It was not done: something that was sent to this room before"
                                            + " was refused. Repeat that one first, or give it up"
                                            + " with x-forget-refused:true.")
                            .withRetryAfterMs(CommandResult.REPEAT_AFTER.toMillis()));
        } else {
            speaker.end(
                    answering(
                            send,
                            Problem.of(
                                    ErrorCode.OVERLOADED,
                                    "Too much that was refused waits to be repeated: connect again"
                                            + " and repeat it in order.")));
        }
    }

    private static Problem outcomeUnknown(Frame frame, String clientMsgId) {
        return answering(
                frame,
                clientMsgId,
                Problem.of(
                        ErrorCode.SEND_UNKNOWN,
                        "It is not known whether it was done: repeat it under the same"
                                + " clientMsgId."));
    }

    private void refuse(Send send, Problem problem) {
        replies.problem(answering(send, problem));
    }

    private static Problem answering(Send send, Problem problem) {
        return answering(send.frame, send.clientMsgId(), problem);
    }

    private void invalid(Frame frame, @Nullable String clientMsgId, List<Problem.Field> fields) {
        var problem =
                Problem.of(ErrorCode.VALIDATION_FAILED, "It was not done.").withFields(fields);
        replies.problem(answering(frame, clientMsgId, problem));
    }

    private static Problem answering(Frame frame, @Nullable String clientMsgId, Problem problem) {
        return clientMsgId == null
                ? Replies.answering(frame, problem)
                : problem.answering(
                        frame.receipt().orElse(null),
                        clientMsgId,
                        frame.destination().orElse(null));
    }

    /** A command on its way, and the frame to answer. */
    private record Send(Place place, Frame frame, Draft draft) {

        String clientMsgId() {
            return draft.clientMsgId();
        }
    }
}
