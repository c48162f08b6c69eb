package io.parley.chat.session;

import io.parley.chat.command.BodyReader;
import io.parley.chat.live.TypingRequest;
import io.parley.chat.live.TypingSignals;
import io.parley.chat.presence.PresenceFeeds;
import io.parley.chat.presence.PresenceRequests;
import io.parley.chat.presence.lease.Leases;
import io.parley.chat.reading.ReadMoves;
import io.parley.chat.reading.ReadRequest;
import io.parley.chat.transport.Frame;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What a person does without a word: they read, they type, they look who is there. */
final class SessionSignals {

    private static final Problem NOT_IN_TIME =
            Problem.of(ErrorCode.UNAVAILABLE, "The mark was not moved in time.");

    private final ReadMoves moves;
    private final TypingSignals typing;
    private final PresenceFeeds people;
    private final Leases leases;
    private final SessionFeeds feeds;
    private final Replies replies;

    /** Of moves whose frames want a receipt, by a number of their own. */
    private final Map<Long, CompletableFuture<Optional<Problem>>> open = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();

    SessionSignals(SessionParts parts, SessionFeeds feeds) {
        this.moves = parts.moves();
        this.typing = parts.typing();
        this.people = parts.presence();
        this.leases = parts.leases();
        this.feeds = feeds;
        this.replies = feeds.replies();
    }

    void read(Actor person, RoomId room, Frame frame) throws InterruptedException {
        switch (BodyReader.read(frame.body(), ReadRequest::of)) {
            case BodyReader.Result.Invalid<ReadRequest>(var fields) -> invalid(frame, fields);
            case BodyReader.Result.Valid<ReadRequest>(ReadRequest request) -> {
                moves.awaitTurn(person, request);
                answer(frame, moves.move(person, room, request, false).copy());
            }
        }
    }

    /** Nobody is told how it ended: the next second may say something else. */
    void typing(Actor person, RoomId room, Frame frame) {
        if (frame.receipt().isPresent()) {
            replies.refuse(
                    frame, ErrorCode.VALIDATION_FAILED, "Typing is told and has no receipt.");
            return;
        }
        switch (BodyReader.read(frame.body(), TypingRequest::of)) {
            case BodyReader.Result.Invalid<TypingRequest>(var fields) -> invalid(frame, fields);
            case BodyReader.Result.Valid<TypingRequest>(TypingRequest request) ->
                    typing.take(person, room, request)
                            .ifPresent(code -> replies.refuse(frame, code, "Nobody is told."));
        }
    }

    /** Another list of the people whom the session watches. */
    void watch(Frame frame) {
        var queue = feeds.watching();
        if (queue.isEmpty()) {
            replies.refuse(
                    frame,
                    ErrorCode.SUBSCRIPTION_NOT_FOUND,
                    "Subscribe to " + Destinations.PRESENCE + " first.");
            return;
        }
        switch (BodyReader.read(frame.body(), PresenceRequests::watched)) {
            case BodyReader.Result.Invalid<Set<UserId>>(var fields) -> invalid(frame, fields);
            case BodyReader.Result.Valid<Set<UserId>>(var wanted) ->
                    answer(
                            frame,
                            people.watch(queue.get(), wanted).thenApply(_ -> Optional.empty()));
        }
    }

    /** What the client has found out about who is at it. */
    void presence(Actor person, String session, Frame frame) {
        switch (BodyReader.read(frame.body(), PresenceRequests::isAway)) {
            case BodyReader.Result.Invalid<Boolean>(var fields) -> invalid(frame, fields);
            case BodyReader.Result.Valid<Boolean>(var isAway) -> {
                leases.set(person.id(), session, isAway);
                replies.receipt(frame);
            }
        }
    }

    /** Runs something once each receipt that was asked for is answered, or will not be. */
    void whenAnswered(Runnable last) {
        var left = List.copyOf(open.values());
        left.forEach(
                answer ->
                        answer.completeOnTimeout(
                                Optional.of(NOT_IN_TIME),
                                SessionSends.ANSWERED_WITHIN.toMillis(),
                                TimeUnit.MILLISECONDS));
        var _ =
                CompletableFuture.allOf(left.toArray(CompletableFuture[]::new))
                        .whenComplete((_, _) -> last.run());
    }

    private void answer(Frame frame, CompletableFuture<Optional<Problem>> answer) {
        var number = numbers.incrementAndGet();
        if (frame.receipt().isPresent()) {
            open.put(number, answer);
        }
        var _ =
                answer.thenAccept(
                        problem -> {
                            tell(frame, problem);
                            open.remove(number);
                        });
    }

    private void tell(Frame frame, Optional<Problem> problem) {
        problem.ifPresentOrElse(
                why -> replies.problem(Replies.answering(frame, why)),
                () -> replies.receipt(frame));
    }

    private void invalid(Frame frame, List<Problem.Field> fields) {
        replies.problem(
                Replies.answering(
                        frame,
                        Problem.of(ErrorCode.VALIDATION_FAILED, "It was not done.")
                                .withFields(fields)));
    }
}
