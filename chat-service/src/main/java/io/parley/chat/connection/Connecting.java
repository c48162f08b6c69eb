package io.parley.chat.connection;

import io.parley.chat.link.ChatLogTopic;
import io.parley.chat.link.PodSettings;
import io.parley.chat.send.Draft;
import io.parley.chat.send.DraftReader;
import io.parley.model.Role;
import io.parley.model.event.Actor;
import io.parley.model.wire.CloseCode;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    private final ChatLogTopic log;
    private final PodSettings pod;
    private final ChatLimits limits;

    Connecting(
            AccessTokens tokens,
            Sessions sessions,
            ChatLogTopic log,
            PodSettings pod,
            ChatLimits limits) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.log = log;
        this.pod = pod;
        this.limits = limits;
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
            return refused(
                    frame,
                    Problem.of(ErrorCode.OVERLOADED, "There are too many sessions.")
                            .withRetryAfterMs(RETRY_AFTER_MS));
        }
        return new Result.Welcome(token, wantsHeartBeats(frame), headers(token, version));
    }

    private Map<String, String> headers(AccessToken token, String version) {
        var interval = Long.toString(ChatLimits.HEART_BEAT.toMillis());
        var headers = new LinkedHashMap<String, String>();
        headers.put("version", version);
        headers.put("user-name", token.username());
        headers.put("heart-beat", interval + "," + interval);
        headers.put("x-node", pod.id());
        headers.put("x-timeline", log.timeline());
        headers.put("x-token-expires-at", token.expiresAt().toString());
        headers.put("x-limits", Json.MAPPER.writeValueAsString(Told.of(limits)));
        return headers;
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

    private static Result refused(Frame frame, Problem problem) {
        return new Result.Refused(
                Replies.answering(frame, problem), Replies.closeFor(problem.code()));
    }

    private record Told(
            int maxTextChars,
            int maxFrameBytes,
            int sendsPerSecond,
            int sendBurst,
            int unreceipted,
            int subscriptions,
            int sessionsPerUser) {

        static Told of(ChatLimits limits) {
            return new Told(
                    Draft.MAX_TEXT_CHARS,
                    ChatLimits.MAX_FRAME_BYTES,
                    limits.sendsPerSecond(),
                    limits.sendBurst(),
                    limits.unreceipted(),
                    limits.subscriptions(),
                    limits.sessionsPerUser());
        }
    }
}
