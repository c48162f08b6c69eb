package io.parley.chat.connection;

import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.send.Draft;
import io.parley.chat.send.DraftReader;
import io.parley.chat.send.SendMessage;
import io.parley.chat.send.SendResult;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sends of one session. A session that sends too fast is not refused but waits, and with it
 * what it sends next: nothing is lost, and the order is kept.
 */
final class SessionSends {

    /** After this a session that has to go does so without the answers: they may never come. */
    static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    private final SendMessage sends;
    private final LivePolicy policy;
    private final PolicyFreshness freshness;
    private final Speaker speaker;
    private final Replies replies;
    private final HeldBack heldBack = new HeldBack();
    private final Pace pace;
    private final Semaphore unreceipted;
    private final int maxUnreceipted;

    SessionSends(SessionParts parts, Speaker speaker, Replies replies) {
        var limits = parts.limits();
        this.sends = parts.messages();
        this.policy = parts.policy();
        this.freshness = parts.freshness();
        this.speaker = speaker;
        this.replies = replies;
        this.pace = new Pace(limits.sendsPerSecond(), limits.sendBurst());
        this.maxUnreceipted = limits.unreceipted();
        this.unreceipted = new Semaphore(maxUnreceipted);
    }

    /**
     * Runs something once all that was sent is answered, or has not been for long. The session must
     * have ended: then nothing is appended any more.
     *
     * @param meanwhile run at once where there is something to wait for
     */
    void whenAnswered(Runnable last, Runnable meanwhile) {
        if (unreceipted.tryAcquire(maxUnreceipted)) {
            lastly(last, true);
        } else {
            meanwhile.run();
            Thread.startVirtualThread(() -> lastly(last, awaitAnswers()));
        }
    }

    private boolean awaitAnswers() {
        try {
            return unreceipted.tryAcquire(
                    maxUnreceipted, ANSWERED_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A send that waits for its turn must not wait for ever. */
    private void lastly(Runnable last, boolean holdsAll) {
        last.run();
        if (holdsAll) {
            unreceipted.release(maxUnreceipted);
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
        send(frame, (person, draft) -> sends.toRoom(person, room, draft));
    }

    void toPerson(UserId to, Frame frame) throws InterruptedException {
        send(frame, (person, draft) -> sends.toPerson(person, to, draft));
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

    private void send(Frame frame, Append append) throws InterruptedException {
        switch (DraftReader.read(frame.body())) {
            case DraftReader.Result.Invalid(var clientMsgId, var fields) ->
                    invalid(frame, clientMsgId.orElse(null), fields);
            case DraftReader.Result.Valid(Draft draft) -> append(frame, draft, append);
        }
    }

    private void append(Frame frame, Draft draft, Append append) throws InterruptedException {
        if (!replies.awaitHeadroom()) {
            return;
        }
        if (heldBack.isHeld(destination(frame))) {
            notNow(frame, draft, ErrorCode.UNAVAILABLE);
            return;
        }
        pace.await();
        unreceipted.acquire();
        // It has waited for its turn: what its sender may do is asked now
        var person = speaker.person();
        if (person.isEmpty()) {
            unreceipted.release();
            return;
        }
        CompletableFuture<SendResult> sent;
        try {
            sent = appendNow(person.get(), draft, append);
        } catch (ServiceUnavailableException away) {
            sent = CompletableFuture.completedFuture(new SendResult.Refused(ErrorCode.UNAVAILABLE));
        } catch (RuntimeException e) {
            unreceipted.release();
            throw e;
        }
        var _ =
                sent.whenComplete(
                        (result, _) -> {
                            try {
                                answer(frame, draft, result);
                            } finally {
                                unreceipted.release();
                            }
                        });
    }

    private CompletableFuture<SendResult> appendNow(Actor person, Draft draft, Append append) {
        return freshness.isTrusted()
                ? append.apply(person, draft)
                : CompletableFuture.completedFuture(new SendResult.Refused(ErrorCode.UNAVAILABLE));
    }

    private void answer(Frame frame, Draft draft, @Nullable SendResult result) {
        switch (result) {
            case SendResult.Accepted _ -> replies.receipt(frame);
            case SendResult.Refused(ErrorCode code) when isPassing(code) -> {
                heldBack.hold(destination(frame));
                notNow(frame, draft, code);
            }
            case SendResult.Refused(ErrorCode code) ->
                    refuse(
                            frame,
                            draft.clientMsgId(),
                            Problem.of(code, "The message was not sent."));
            case SendResult.Unknown _ -> unknown(frame, draft);
            case null -> unknown(frame, draft);
        }
    }

    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE || code == ErrorCode.OVERLOADED;
    }

    private void notNow(Frame frame, Draft draft, ErrorCode code) {
        refuse(
                frame,
                draft.clientMsgId(),
                Problem.of(code, whyNotNow() + "repeat it, and what came after it.")
                        .withRetryAfterMs(HeldBack.TIME.toMillis()));
    }

    private String whyNotNow() {
        return freshness.isTrusted()
                ? "The message was not sent: "
                : "Rights cannot be checked at present, the message was not sent: ";
    }

    private void unknown(Frame frame, Draft draft) {
        var problem =
                Problem.of(
                        ErrorCode.SEND_UNKNOWN,
                        "It is not known whether the message was sent: repeat it under the same"
                                + " clientMsgId.");
        speaker.end(answering(frame, draft.clientMsgId(), problem));
    }

    private void invalid(Frame frame, @Nullable String clientMsgId, List<Problem.Field> fields) {
        refuse(
                frame,
                clientMsgId,
                Problem.of(ErrorCode.VALIDATION_FAILED, "The message was not sent.")
                        .withFields(fields));
    }

    private void refuse(Frame frame, @Nullable String clientMsgId, Problem problem) {
        replies.problem(answering(frame, clientMsgId, problem));
    }

    private static Problem answering(Frame frame, @Nullable String clientMsgId, Problem problem) {
        return problem.answering(
                frame.receipt().orElse(null), clientMsgId, frame.destination().orElse(null));
    }

    private static String destination(Frame frame) {
        return frame.destination().orElse("");
    }

    @FunctionalInterface
    private interface Append {
        CompletableFuture<SendResult> apply(Actor person, Draft draft);
    }
}
