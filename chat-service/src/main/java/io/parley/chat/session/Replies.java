package io.parley.chat.session;

import io.parley.chat.command.CommandReader;
import io.parley.chat.edge.EdgeSession;
import io.parley.chat.edge.EdgeSession.Offer;
import io.parley.chat.edge.EncodedFrame;
import io.parley.chat.edge.StompFrames;
import io.parley.chat.transport.Frame;
import io.parley.model.wire.CloseCode;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.messaging.simp.stomp.StompCommand;

/** What one session is told besides its feeds. */
final class Replies {

    /** Subscription id of errors for clients that have not subscribed to them. */
    private static final String UNASKED_ERRORS = "errors";

    /** Longer than a session lives that takes nothing. */
    private static final Duration HEADROOM_PATIENCE = Duration.ofMinutes(2);

    private final EdgeSession edge;
    private final OwnFeeds ownFeeds;
    private final AtomicLong numbers = new AtomicLong();

    Replies(EdgeSession edge, OwnFeeds ownFeeds) {
        this.edge = edge;
        this.ownFeeds = ownFeeds;
    }

    /**
     * Waits while the client does not take its answers; false where the session is over by then.
     */
    boolean awaitHeadroom() throws InterruptedException {
        return edge.awaitHeadroom(HEADROOM_PATIENCE);
    }

    void receipt(Frame frame) {
        frame.receipt().ifPresent(id -> edge.offer(StompFrames.receipt(id)));
    }

    /** An error that does not end the session. */
    void problem(Problem problem) {
        edge.offer(errorMessage(problem));
    }

    /** An error of one send after which the client has to connect again. */
    void lastProblem(Problem problem, CloseCode close) {
        edge.closeAfter(errorMessage(problem), close, problem.code().wireName());
    }

    /** The session goes to another pod. */
    void drain(long retryAfterMs) {
        var last =
                ownFeeds.idOf(StompFrames.SESSION)
                        .map(
                                id ->
                                        own(
                                                StompFrames.SESSION,
                                                id,
                                                "draining",
                                                new Draining(retryAfterMs)))
                        .orElse(EncodedFrame.HEART_BEAT);
        edge.closeAfter(last, CloseCode.DRAINING, "retryAfterMs=" + retryAfterMs);
    }

    private EncodedFrame errorMessage(Problem problem) {
        return own(
                StompFrames.ERRORS,
                ownFeeds.idOf(StompFrames.ERRORS).orElse(UNASKED_ERRORS),
                "error",
                problem);
    }

    void refuse(Frame frame, ErrorCode code, String detail) {
        problem(answering(frame, Problem.of(code, detail)));
    }

    /** An error that ends the session: an ERROR frame, then the close. */
    void fatal(Problem problem, CloseCode close) {
        edge.closeAfter(StompFrames.error(problem), close, problem.code().wireName());
    }

    /** As {@link #fatal}, and nothing of what waits for the client goes out before. */
    void fatalNow(Problem problem, CloseCode close) {
        edge.closeNowAfter(StompFrames.error(problem), close, problem.code().wireName());
    }

    /** Tells about the session itself; false where the client has not asked for it so far. */
    boolean session(String type, Object body) {
        var subscription = ownFeeds.idOf(StompFrames.SESSION);
        subscription.ifPresent(id -> edge.offer(own(StompFrames.SESSION, id, type, body)));
        return subscription.isPresent();
    }

    /** Tells about the person's rooms, where the client wants to know. */
    void inbox(String type, Object body) {
        ownFeeds.idOf(Destinations.INBOX)
                .ifPresent(id -> edge.offer(own(Destinations.INBOX, id, type, body)));
    }

    /** Tells in one of its queues what is kept elsewhere, where the client has room for it. */
    void ownIfRoom(String destination, String type, String json) {
        ownFeeds.idOf(destination)
                .ifPresent(id -> edge.tryOffer(ownJson(destination, id, type, json)));
    }

    /** The same of what can wait; false where the client has yet to take what it has. */
    boolean ownIfIdle(String destination, String type, String json) {
        return ownFeeds.idOf(destination)
                .map(id -> edge.offerIfIdle(ownJson(destination, id, type, json)))
                .filter(Offer.FULL::equals)
                .isEmpty();
    }

    /** As {@link #refuse}, for what one header says. */
    void refuseHeader(Frame frame, String header, ErrorCode code, String detail) {
        var padding = " The value of " + header + " begins or ends with a blank, which counts.";
        refuse(frame, code, frame.isPadded(header) ? detail + padding : detail);
    }

    /** The same, and which frame it answers, by all the names that the client gave it. */
    static Problem answering(Frame frame, Problem problem) {
        var answering =
                problem.answering(
                        frame.receipt().orElse(null),
                        clientMsgId(frame).orElse(null),
                        frame.destination().orElse(null));
        return switch (frame.command()) {
            case SUBSCRIBE, UNSUBSCRIBE ->
                    frame.header("id").map(answering::ofSubscription).orElse(answering);
            default -> answering;
        };
    }

    private static Optional<String> clientMsgId(Frame frame) {
        return frame.command() == StompCommand.SEND
                ? CommandReader.clientMsgId(frame.body())
                : Optional.empty();
    }

    /** The close code that goes with an error that ends a session. */
    static CloseCode closeFor(ErrorCode code) {
        return switch (code) {
            case AUTH_EXPIRED -> CloseCode.TOKEN_EXPIRED;
            case AUTH_REVOKED -> CloseCode.REVOKED;
            case UNAVAILABLE, OVERLOADED, RATE_LIMITED -> CloseCode.OVERLOADED;
            case DRAINING -> CloseCode.DRAINING;
            default -> CloseCode.PROTOCOL_ERROR;
        };
    }

    private EncodedFrame own(String destination, String subscription, String type, Object body) {
        return ownJson(destination, subscription, type, Json.MAPPER.writeValueAsString(body));
    }

    private EncodedFrame ownJson(
            String destination, String subscription, String type, String json) {
        return StompFrames.message(
                subscription, destination, edge.id() + "/" + numbers.incrementAndGet(), type, json);
    }

    private record Draining(String type, long retryAfterMs) {
        Draining(long retryAfterMs) {
            this("draining", retryAfterMs);
        }
    }

    /** The ids under which a client has subscribed to its own queues. */
    @FunctionalInterface
    interface OwnFeeds {
        Optional<String> idOf(String destination);
    }
}
