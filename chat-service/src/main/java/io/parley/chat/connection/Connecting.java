package io.parley.chat.connection;

import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.send.DraftReader;
import io.parley.model.Role;
import io.parley.model.event.Actor;
import io.parley.model.wire.CloseCode;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.stereotype.Component;

/** The first frame of a session: who is it, which STOMP does it speak, is there room for it. */
@Component
class Connecting {

    private static final List<String> VERSIONS = List.of("1.2", "1.1", "1.0");
    private static final long RETRY_AFTER_MS = 5_000;

    private final AccessTokens tokens;
    private final Sessions sessions;
    private final Greeting greeting;
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
        this.admission = new Admission(admission, new HeapInUse()::share, System::nanoTime);
        this.freshness = freshness;
        this.metrics = metrics;
    }

    /** How a CONNECT ended. */
    sealed interface Result {
        record Welcome(AccessToken token, boolean wantsHeartBeats, Map<String, String> headers)
                implements Result {}

        record Refused(Problem problem, CloseCode code) implements Result {}
    }

    Result connect(Frame frame, Optional<Role> demandedRole, StompSession session) {
        if (frame.command() != StompCommand.CONNECT && frame.command() != StompCommand.STOMP) {
            return refused(frame, Problem.of(ErrorCode.AUTH_MISSING, "CONNECT comes first."));
        }
        var version = version(frame);
        if (version.isEmpty()) {
            return refused(
                    frame,
                    Problem.of(
                            ErrorCode.PROTOCOL_UNSUPPORTED,
                            "This server speaks STOMP 1.0 to 1.2."));
        }
        var wait = admission.refusedFor();
        if (wait.isPresent()) {
            return overloaded(frame, wait.getAsLong());
        }
        if (freshness.isLost()) {
            return refused(
                    frame,
                    Problem.of(ErrorCode.UNAVAILABLE, "Rights cannot be checked at present.")
                            .withRetryAfterMs(RETRY_AFTER_MS));
        }
        return switch (tokens.verifyHeader(frame.header("Authorization"))) {
            case AccessTokens.Verdict.Bad(ErrorCode code) ->
                    refused(frame, Problem.of(code, "A valid access token is needed."));
            case AccessTokens.Verdict.Good(AccessToken token) ->
                    admit(frame, demandedRole, session, token, version.get());
        };
    }

    /** The client has said that it leaves. */
    void left(StompSession session) {
        sessions.left(session);
    }

    /** Verifies a fresh token of the same person for a session that goes on. */
    AccessTokens.Verdict swap(Actor person, Frame frame) {
        var token =
                DraftReader.tree(frame.body())
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
            AccessToken token,
            String version) {
        if (demandedRole.filter(role -> role != token.person().role()).isPresent()) {
            return refused(
                    frame,
                    Problem.of(ErrorCode.ROLE_REQUIRED, "This address demands another role."));
        }
        if (!sessions.admit(session, token.person().id())) {
            return overloaded(frame, RETRY_AFTER_MS);
        }
        return new Result.Welcome(token, wantsHeartBeats(frame), greeting.to(token, version));
    }

    private static Optional<String> version(Frame frame) {
        var offered = Arrays.asList(frame.header("accept-version").orElse("1.0").split(",", -1));
        return VERSIONS.stream().filter(offered::contains).findFirst();
    }

    /** The header is "what the client can send, what it wants to get", in milliseconds. */
    private static boolean wantsHeartBeats(Frame frame) {
        return frame.header("heart-beat")
                .filter(value -> value.contains(",") && !value.endsWith(",0"))
                .isPresent();
    }

    private Result overloaded(Frame frame, long retryAfterMs) {
        metrics.turnedAway();
        return refused(
                frame,
                Problem.of(ErrorCode.OVERLOADED, "There are too many sessions here, or for you.")
                        .withRetryAfterMs(retryAfterMs));
    }

    private static Result refused(Frame frame, Problem problem) {
        return new Result.Refused(
                Replies.answering(frame, problem), Replies.closeFor(problem.code()));
    }
}
