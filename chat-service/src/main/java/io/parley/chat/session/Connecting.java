package io.parley.chat.session;

import io.parley.chat.admission.Admission;
import io.parley.chat.admission.AdmissionLimits;
import io.parley.chat.admission.HeapInUse;
import io.parley.chat.command.CommandReader;
import io.parley.chat.edge.StompVersion;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.token.AccessToken;
import io.parley.chat.token.AccessTokens;
import io.parley.chat.transport.ChatLimits;
import io.parley.chat.transport.Frame;
import io.parley.model.Role;
import io.parley.model.event.Actor;
import io.parley.model.wire.CloseCode;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.Map;
import java.util.Optional;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.stereotype.Component;

/** The first frame of a session: who is it, which STOMP does it speak, is there room for it. */
@Component
class Connecting {

    private static final long RETRY_AFTER_MS = 5_000;

    private final AccessTokens tokens;
    private final Sessions sessions;
    private final Greeting greeting;
    private final ChatLimits limits;
    private final Admission admission;
    private final PolicyFreshness freshness;
    private final SessionMetrics metrics;

    Connecting(
            AccessTokens tokens,
            Sessions sessions,
            Greeting greeting,
            AdmissionLimits admission,
            PolicyFreshness freshness,
            SessionMetrics metrics) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.greeting = greeting;
        this.limits = greeting.limits();
        this.admission = new Admission(admission, new HeapInUse()::share, System::nanoTime);
        this.freshness = freshness;
        this.metrics = metrics;
    }

    /** How a CONNECT ended. */
    sealed interface Result {
        /**
         * @param headers of CONNECTED, without the session's id
         */
        record Welcome(
                AccessToken token,
                StompVersion version,
                HeartBeats heartBeats,
                Map<String, String> headers)
                implements Result {}

        record Refused(Problem problem, CloseCode code) implements Result {}
    }

    Result connect(Frame frame, Optional<Role> demandedRole, StompSession session) {
        if (frame.command() != StompCommand.CONNECT && frame.command() != StompCommand.STOMP) {
            return refused(frame, Problem.of(ErrorCode.AUTH_MISSING, "CONNECT comes first."));
        }
        var version = frame.header("accept-version").flatMap(StompVersion::newestOf);
        if (version.isEmpty()) {
            return refused(
                    frame,
                    Problem.of(
                            ErrorCode.PROTOCOL_UNSUPPORTED,
                            "accept-version must name one of the versions of STOMP spoken here: "
                                    + StompVersion.numbers()));
        }
        var heartBeats = HeartBeats.agree(frame.header("heart-beat"), limits.heartBeat());
        if (heartBeats.isEmpty()) {
            return refused(
                    frame,
                    Problem.of(
                            ErrorCode.FRAME_MALFORMED,
                            "heart-beat must be two numbers of milliseconds, as in 0,25000."));
        }
        var wait = admission.refusedFor();
        if (wait.isPresent()) {
            return overloaded(frame, wait.getAsLong(), "Too many connect at present.");
        }
        if (freshness.isLost()) {
            return refused(
                    frame,
                    Problem.of(ErrorCode.UNAVAILABLE, "Rights cannot be checked at present.")
                            .withRetryAfterMs(RETRY_AFTER_MS));
        }
        return switch (tokens.verifyHeader(frame.headerInAnyCase("Authorization"))) {
            case AccessTokens.Verdict.Bad(ErrorCode code) ->
                    refused(
                            frame,
                            Problem.of(
                                    code,
                                    "CONNECT needs a valid access token in its header"
                                            + " 'Authorization:Bearer <token>'."));
            case AccessTokens.Verdict.Good(AccessToken token) -> {
                var welcome =
                        new Result.Welcome(
                                token,
                                version.get(),
                                heartBeats.get(),
                                greeting.to(token, version.get()));
                yield admit(frame, demandedRole, session, welcome);
            }
        };
    }

    /** The client has said that it leaves. */
    void left(StompSession session) {
        sessions.left(session);
    }

    /** Verifies a fresh token of the same person for a session that goes on. */
    AccessTokens.Verdict swap(Actor person, Frame frame) {
        var token =
                CommandReader.tree(frame.body())
                        .flatMap(body -> body.path("accessToken").stringValueOpt());
        if (token.isEmpty()) {
            return new AccessTokens.Verdict.Bad(ErrorCode.VALIDATION_FAILED);
        }
        var verdict = tokens.verify(token.get());
        return verdict instanceof AccessTokens.Verdict.Good(AccessToken fresh)
                        && !fresh.person().id().equals(person.id())
                ? new AccessTokens.Verdict.Bad(ErrorCode.AUTH_INVALID)
                : verdict;
    }

    private Result admit(
            Frame frame,
            Optional<Role> demandedRole,
            StompSession session,
            Result.Welcome welcome) {
        var token = welcome.token();
        if (demandedRole.filter(role -> role != token.person().role()).isPresent()) {
            return refused(
                    frame,
                    Problem.of(ErrorCode.ROLE_REQUIRED, "This address demands another role."));
        }
        if (!sessions.admit(session, token.person().id())) {
            return overloaded(
                    frame,
                    RETRY_AFTER_MS,
                    "There are %d sessions of yours on this pod already, or it is full."
                            .formatted(limits.sessionsPerUser()));
        }
        return welcome;
    }

    private Result overloaded(Frame frame, long retryAfterMs, String why) {
        metrics.turnedAway();
        return refused(frame, Problem.of(ErrorCode.OVERLOADED, why).withRetryAfterMs(retryAfterMs));
    }

    private static Result refused(Frame frame, Problem problem) {
        return new Result.Refused(
                Replies.answering(frame, problem), Replies.closeFor(problem.code()));
    }
}
