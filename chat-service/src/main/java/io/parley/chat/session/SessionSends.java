package io.parley.chat.session;

import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.send.Draft;
import io.parley.chat.send.DraftReader;
import io.parley.chat.send.SendMessage;
import io.parley.chat.send.SendResult;
import io.parley.chat.session.Destinations.Target;
import io.parley.chat.transport.Frame;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The sends of one session. A session that sends too fast is not refused but waits, and with it
 * what it sends next: nothing is lost, and the order is kept.
 */
final class SessionSends {

    /** After this a session that has to go does so without the answers: they may never come. */
    static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    /** When a refused send is to be repeated. */
    private static final Duration REPEAT_AFTER = Duration.ofSeconds(1);

    private final SendMessage sends;
    private final LivePolicy policy;
    private final PolicyFreshness freshness;
    private final Speaker speaker;
    private final Replies replies;
    private final AwaitedRepeats awaited = new AwaitedRepeats();
    private final Pace pace;
    private final OpenSends open;

    SessionSends(SessionParts parts, Speaker speaker, Replies replies) {
        var limits = parts.limits();
        this.sends = parts.messages();
        this.policy = parts.policy();
        this.freshness = parts.freshness();
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
                .forEach(
                        place ->
                                replies.problem(
                                        outcomeUnknown(place.frame(), place.clientMsgId())));
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

    void toRoom(RoomId room, Frame frame) throws InterruptedException {
        send(new Target.Room(room), frame);
    }

    void toPerson(UserId to, Frame frame) throws InterruptedException {
        send(new Target.Person(to), frame);
    }

    void toRoomInBody(Frame frame) throws InterruptedException {
        var room = roomIn(frame);
        if (room.isPresent()) {
            toRoom(room.get(), frame);
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
                DraftReader.tree(frame.body())
                        .flatMap(body -> body.path("roomId").stringValueOpt())
                        .flatMap(RoomId::parse);
        if (room.isEmpty()) {
            invalid(frame, null, List.of(new Problem.Field("roomId", "must be a room's id")));
        }
        return room;
    }

    private void send(Target target, Frame frame) throws InterruptedException {
        var wrong = SendOptions.wrong(frame);
        switch (DraftReader.read(frame.body(), SendOptions.isRepeat(frame))) {
            case DraftReader.Result.Invalid(var clientMsgId, var fields) ->
                    invalid(frame, clientMsgId.orElse(null), fields);
            case DraftReader.Result.Valid(Draft draft) when !wrong.isEmpty() ->
                    invalid(frame, draft.clientMsgId(), wrong);
            case DraftReader.Result.Valid(Draft draft) -> inTurn(new Send(target, frame, draft));
        }
    }

    private void inTurn(Send send) throws InterruptedException {
        if (!replies.awaitHeadroom()) {
            return;
        }
        if (SendOptions.forgetsRefused(send.frame)) {
            awaited.forget(send.target);
        }
        if (!isAcknowledged(send, send.draft.clientMsgId())
                && !awaited.isTurn(
                        send.target, send.draft.clientMsgId(), id -> isAcknowledged(send, id))) {
            behind(send);
            return;
        }
        pace.await();
        append(send, open.enter(send.frame, send.draft.clientMsgId()));
    }

    private void append(Send send, OpenSends.Place place) {
        // It has waited for its turn: what its sender may do is asked now
        var person = speaker.person();
        if (person.isEmpty()) {
            // It comes after the end of the session, which answers nothing more
            open.take(place);
            open.leave();
            return;
        }
        CompletableFuture<SendResult> sent;
        try {
            sent = appendNow(person.get(), send);
        } catch (ServiceUnavailableException away) {
            sent = CompletableFuture.completedFuture(new SendResult.Refused(ErrorCode.UNAVAILABLE));
        } catch (RuntimeException e) {
            open.take(place);
            open.leave();
            throw e;
        }
        var _ =
                sent.whenComplete(
                        (result, _) -> {
                            try {
                                if (open.take(place)) {
                                    answer(send, result);
                                }
                            } finally {
                                open.leave();
                            }
                        });
    }

    private CompletableFuture<SendResult> appendNow(Actor person, Send send) {
        if (!freshness.isTrusted()) {
            return CompletableFuture.completedFuture(new SendResult.Refused(ErrorCode.UNAVAILABLE));
        }
        return switch (send.target) {
            case Target.Room(var room) -> sends.toRoom(person, room, send.draft);
            case Target.Person(var to) -> sends.toPerson(person, to, send.draft);
            case Target.RoomInBody(), Target.JoinInBody(), Target.Token() ->
                    throw new IllegalStateException("no target of a message");
        };
    }

    private boolean isAcknowledged(Send send, String clientMsgId) {
        return speaker.person()
                .filter(
                        person ->
                                switch (send.target) {
                                    case Target.Room(var room) ->
                                            sends.isAcknowledged(person, room, clientMsgId);
                                    case Target.Person(var to) ->
                                            sends.isAcknowledged(person, to, clientMsgId);
                                    case Target.RoomInBody(), Target.JoinInBody(), Target.Token() ->
                                            false;
                                })
                .isPresent();
    }

    private void answer(Send send, @Nullable SendResult result) {
        switch (result) {
            case SendResult.Accepted _ -> replies.receipt(send.frame);
            case SendResult.Refused(ErrorCode code) when isPassing(code) -> {
                awaited.first(send.target, send.draft.clientMsgId());
                notNow(send, code, whyNotNow() + "repeat it, and what came after it.");
            }
            case SendResult.Refused(ErrorCode code) ->
                    refuse(send, Problem.of(code, whyNever(code)));
            case SendResult.Unknown _ ->
                    speaker.end(outcomeUnknown(send.frame, send.draft.clientMsgId()));
            case null -> speaker.end(outcomeUnknown(send.frame, send.draft.clientMsgId()));
        }
    }

    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE || code == ErrorCode.OVERLOADED;
    }

    private static String whyNever(ErrorCode code) {
        return code == ErrorCode.CONFLICT
                ? "Another text was sent under this clientMsgId: the message was not sent."
                : "The message was not sent.";
    }

    /** Something that the client has sent before is to be repeated first. */
    private void behind(Send send) {
        if (awaited.behind(send.target, send.draft.clientMsgId())) {
            notNow(
                    send,
                    ErrorCode.UNAVAILABLE,
                    "The message was not sent: an earlier one to this destination was refused."
                            + " Repeat that one first, or give it up with x-forget-refused:true.");
        } else {
            speaker.end(
                    answering(
                            send,
                            Problem.of(
                                    ErrorCode.OVERLOADED,
                                    "Too many refused messages wait to be repeated: connect again"
                                            + " and repeat them in order.")));
        }
    }

    private void notNow(Send send, ErrorCode code, String detail) {
        refuse(send, Problem.of(code, detail).withRetryAfterMs(REPEAT_AFTER.toMillis()));
    }

    private String whyNotNow() {
        return freshness.isTrusted()
                ? "The message was not sent: "
                : "Rights cannot be checked at present, the message was not sent: ";
    }

    private static Problem outcomeUnknown(Frame frame, String clientMsgId) {
        return answering(
                frame,
                clientMsgId,
                Problem.of(
                        ErrorCode.SEND_UNKNOWN,
                        "It is not known whether the message was sent: repeat it under the same"
                                + " clientMsgId."));
    }

    private void refuse(Send send, Problem problem) {
        replies.problem(answering(send, problem));
    }

    private static Problem answering(Send send, Problem problem) {
        return answering(send.frame, send.draft.clientMsgId(), problem);
    }

    private void invalid(Frame frame, @Nullable String clientMsgId, List<Problem.Field> fields) {
        var problem =
                Problem.of(ErrorCode.VALIDATION_FAILED, "The message was not sent.")
                        .withFields(fields);
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

    /** A message on its way, and the frame to answer. */
    private record Send(Target target, Frame frame, Draft draft) {}
}
