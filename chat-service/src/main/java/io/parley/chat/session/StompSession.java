package io.parley.chat.session;

import io.parley.chat.edge.StompFrames;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.token.AccessToken;
import io.parley.chat.token.AccessTokens;
import io.parley.chat.transport.ChatLimits;
import io.parley.chat.transport.Frame;
import io.parley.chat.transport.FrameAssembler;
import io.parley.chat.transport.WebSocketEdge;
import io.parley.kafka.account.FollowedAccounts;
import io.parley.kafka.account.Ruling;
import io.parley.model.Role;
import io.parley.model.event.Actor;
import io.parley.model.user.UserSnapshot;
import io.parley.model.wire.CloseCode;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's session: waits for CONNECT, then serves frames in the order in which they come.
 * Frames are handled by one thread at a time; {@link #sweep} and closing come from others.
 */
public final class StompSession implements SessionSends.Speaker {

    private static final Logger log = LoggerFactory.getLogger(StompSession.class);

    /** Of somebody unknown: a token and what belongs to it. */
    private static final int MAX_FIRST_FRAME_BYTES = 8 * 1024;

    /** Longer than any of the look-ups that CONNECT may need. */
    private static final Duration CONNECTING_AT_MOST = Duration.ofSeconds(30);

    private final WebSocketEdge edge;
    private final Optional<Role> demandedRole;
    private final SessionParts parts;
    private final FrameAssembler assembler = new FrameAssembler(MAX_FIRST_FRAME_BYTES);
    private final SessionFeeds feeds;
    private final SessionSends sends;
    private final SessionSignals signals;
    private final Replies replies;
    private final SessionNotices notices;
    private final Liveness liveness;

    /** Changed by the thread that handles frames, by the sweep and by whoever ends the session. */
    private final AtomicReference<SessionState> state =
            new AtomicReference<>(new SessionState.AwaitsConnect(System.nanoTime()));

    private final long openedAt = System.nanoTime();

    StompSession(WebSocketEdge edge, Optional<Role> demandedRole, SessionParts parts) {
        this.edge = edge;
        this.demandedRole = demandedRole;
        this.parts = parts;
        this.feeds = parts.feeds(edge);
        this.replies = feeds.replies();
        this.notices = new SessionNotices(replies);
        this.sends = parts.sends(this, replies);
        this.signals = parts.signals(feeds);
        this.liveness = new Liveness(edge, parts.limits());
    }

    String id() {
        return edge.id();
    }

    int queuedBytes() {
        return edge.queuedBytes();
    }

    /** Why it ended, if this side ended it. */
    Optional<CloseCode> endCode() {
        return edge.endCode();
    }

    Replies replies() {
        return replies;
    }

    void onInput(byte[] piece, boolean isLast) {
        heard();
        assembler
                .add(piece, isLast, this::onFrame)
                .ifPresent(refusal -> end(refusal.problem(), CloseCode.PROTOCOL_ERROR));
    }

    void heard() {
        liveness.heard();
    }

    void onClosed() {
        state.set(new SessionState.Ended());
        edge.closed();
        feeds.endAll();
    }

    /** How long it has been open. */
    public long ageNanos() {
        return System.nanoTime() - openedAt;
    }

    /**
     * Sends the client to another pod. What it has sent gets its answers first; what comes now gets
     * none, and the client repeats it there.
     */
    public void drain(long retryAfterMs) {
        state.set(new SessionState.Ended());
        whenAnswered(() -> replies.drain(retryAfterMs), feeds::endRooms);
    }

    @Override
    public Optional<Actor> person() {
        return state.get() instanceof SessionState.Connected connected
                ? Optional.of(connected.token().person())
                : Optional.empty();
    }

    @Override
    public void end(Problem problem) {
        if (state.getAndSet(new SessionState.Ended()) instanceof SessionState.Ended) {
            // It ends already and only waits for its answers: this is one of them
            replies.problem(problem);
        } else {
            feeds.endAll();
            replies.lastProblem(problem, CloseCode.OVERLOADED);
        }
    }

    /** The account is not what it was: the session ends, or goes on with other rights. */
    void obey(UserSnapshot account) {
        while (state.get() instanceof SessionState.Connected connected) {
            var token = connected.token();
            var ruling =
                    FollowedAccounts.rule(
                            account,
                            token.person().role(),
                            token.session(),
                            token.issuedAt(),
                            Instant.now());
            switch (ruling) {
                case Ruling.Ended() -> {
                    if (state.compareAndSet(connected, new SessionState.Ended())) {
                        endNow(Problem.of(ErrorCode.AUTH_REVOKED, null), CloseCode.REVOKED);
                    }
                }
                case Ruling.Acts(Role role) when role == token.person().role() -> {
                    return;
                }
                case Ruling.Acts(Role role) -> {
                    var next = connected.as(role);
                    if (state.compareAndSet(connected, next)) {
                        changeRole();
                    }
                }
            }
        }
    }

    /** What the session may do cannot be checked any more: another pod may know better. */
    void losePolicy() {
        var before = state.get();
        if (before instanceof SessionState.Connected) {
            endPolicyLost(before);
        }
    }

    private void endPolicyLost(SessionState before) {
        if (state.compareAndSet(before, new SessionState.Ended())) {
            endNow(
                    Problem.of(ErrorCode.UNAVAILABLE, "Rights cannot be checked at present."),
                    CloseCode.POLICY_STALE);
        }
    }

    private void changeRole() {
        var now = actAsNow();
        now.ifPresent(notices::roleChanged);
        if (now.isPresent() && !demandedRole.equals(now) && demandedRole.isPresent()) {
            state.set(new SessionState.Ended());
            endNow(
                    Problem.of(ErrorCode.ROLE_REQUIRED, "This address demands another role."),
                    CloseCode.PROTOCOL_ERROR);
        }
    }

    /** Feeds act as the newest state says, whichever of two threads comes last. */
    private synchronized Optional<Role> actAsNow() {
        var person = person();
        person.ifPresent(feeds::actAs);
        return person.map(Actor::role);
    }

    /** Nothing more is pushed but the reason. */
    private void endNow(Problem problem, CloseCode code) {
        feeds.endAll();
        replies.fatalNow(problem, code);
    }

    /** Looks after what no frame would bring up; called about every second. */
    void sweep(Instant now, PodState.Snapshot pod) {
        if (edge.isStuckFor(parts.limits().slowAfter())) {
            edge.abort(CloseCode.SLOW_CONSUMER, "reads too slowly, resume");
            return;
        }
        switch (state.get()) {
            case SessionState.AwaitsConnect awaits -> {
                if (awaits.isPast(parts.admission().connectWithin())) {
                    endFrom(
                            awaits,
                            Problem.of(ErrorCode.AUTH_MISSING, "CONNECT did not come in time."),
                            CloseCode.PROTOCOL_ERROR);
                }
            }
            case SessionState.Connecting connecting -> {
                if (connecting.isPast(CONNECTING_AT_MOST)) {
                    endFrom(
                            connecting,
                            Problem.of(ErrorCode.UNAVAILABLE, "CONNECT could not be answered."),
                            CloseCode.OVERLOADED);
                }
            }
            case SessionState.Connected connected -> {
                if (pod.isPolicyLost()) {
                    endPolicyLost(connected);
                    return;
                }
                sweepToken(connected, now);
                liveness.sweep(connected.heartBeats());
                notices.tell(pod.isAnyRoomLate() && feeds.isAnyLate(), pod.canSend());
            }
            case SessionState.Ended() -> {}
        }
    }

    private void onFrame(Frame frame) {
        try {
            switch (state.get()) {
                case SessionState.AwaitsConnect awaits -> connect(awaits, frame);
                case SessionState.Connected(AccessToken token, _, _) ->
                        serve(token.person(), frame);
                case SessionState.Connecting _, SessionState.Ended() -> {}
            }
        } catch (ServiceUnavailableException e) {
            log.warn("frame refused sessionId={} cause={}", id(), e.getMessage());
            replies.refuse(frame, ErrorCode.UNAVAILABLE, "Try again in a moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            var correlationId = UUID.randomUUID().toString();
            log.error("frame failed sessionId={} correlationId={}", id(), correlationId, e);
            replies.problem(
                    Replies.answering(
                            frame,
                            Problem.of(ErrorCode.INTERNAL, null).withCorrelationId(correlationId)));
        }
    }

    private void connect(SessionState.AwaitsConnect awaits, Frame frame) {
        var connecting = new SessionState.Connecting(System.nanoTime());
        if (!state.compareAndSet(awaits, connecting)) {
            return;
        }
        switch (parts.connecting().connect(frame, demandedRole, this)) {
            case Connecting.Result.Welcome welcome -> begin(connecting, welcome);
            case Connecting.Result.Refused(Problem problem, CloseCode code) -> end(problem, code);
        }
    }

    private void begin(SessionState.Connecting connecting, Connecting.Result.Welcome welcome) {
        assembler.allow(welcome.version(), (int) parts.limits().frame().toBytes());
        var token = welcome.token();
        if (state.compareAndSet(
                connecting, new SessionState.Connected(token, welcome.heartBeats(), false))) {
            welcome.headers().put("session", id());
            edge.offer(StompFrames.connected(welcome.headers()));
            var _ = actAsNow();
            // The account may have changed since the token was looked at
            parts.accounts().find(token.person().id()).ifPresent(this::obey);
        }
    }

    private void serve(Actor person, Frame frame) throws InterruptedException {
        switch (frame.command()) {
            case SEND -> send(person, frame);
            case SUBSCRIBE -> feeds.subscribe(person, frame);
            case UNSUBSCRIBE -> feeds.unsubscribe(frame);
            // Every subscription is ack:auto: this says nothing that is not known
            case ACK -> replies.receipt(frame);
            case NACK ->
                    replies.refuse(
                            frame,
                            ErrorCode.VALIDATION_FAILED,
                            "Every subscription is ack:auto: no message can be refused.");
            case DISCONNECT -> disconnect(frame);
            case BEGIN, COMMIT, ABORT -> malformed(frame, "There are no transactions.");
            case CONNECT, STOMP -> malformed(frame, "The session is connected already.");
            case CONNECTED, MESSAGE, RECEIPT, ERROR ->
                    malformed(frame, "This is a server's frame.");
        }
    }

    private void send(Actor person, Frame frame) throws InterruptedException {
        var target = sends.target(frame);
        if (target.isEmpty()) {
            return;
        }
        switch (target.get()) {
            case Destinations.Target.Command(var place, var kind) ->
                    sends.command(place, kind, frame);
            case Destinations.Target.RoomInBody() -> sends.toRoomInBody(frame);
            case Destinations.Target.JoinInBody() -> sends.join(person, frame);
            case Destinations.Target.Read(var room) -> signals.read(person, room, frame);
            case Destinations.Target.Typing(var room) -> signals.typing(person, room, frame);
            case Destinations.Target.Watch() -> signals.watch(frame);
            case Destinations.Target.Presence() -> signals.presence(person, id(), frame);
            case Destinations.Target.Token() -> swapToken(person, frame);
        }
    }

    private void swapToken(Actor person, Frame frame) {
        switch (parts.connecting().swap(person, frame)) {
            case AccessTokens.Verdict.Good(AccessToken token) -> {
                state.updateAndGet(old -> old.withToken(token));
                if (token.person().role() != person.role()) {
                    changeRole();
                }
                parts.accounts().find(person.id()).ifPresent(this::obey);
                replies.receipt(frame);
            }
            case AccessTokens.Verdict.Bad(ErrorCode code) ->
                    replies.refuse(frame, code, "The token was not taken; the old one counts.");
        }
    }

    /** What the client has sent before gets its answers first. */
    private void disconnect(Frame frame) {
        state.set(new SessionState.Ended());
        feeds.leaveRooms();
        whenAnswered(() -> leave(frame), () -> {});
    }

    private void whenAnswered(Runnable last, Runnable meanwhile) {
        sends.whenAnswered(() -> signals.whenAnswered(last), meanwhile);
    }

    private void leave(Frame disconnect) {
        feeds.endAll();
        parts.connecting().left(this);
        edge.closeNormally(disconnect.receipt().map(StompFrames::receipt));
    }

    private void malformed(Frame frame, String detail) {
        end(
                Replies.answering(frame, Problem.of(ErrorCode.FRAME_MALFORMED, detail)),
                CloseCode.PROTOCOL_ERROR);
    }

    /** One that ends already gets its answers, whatever else the client sends. */
    private void end(Problem problem, CloseCode code) {
        if (!(state.getAndSet(new SessionState.Ended()) instanceof SessionState.Ended)) {
            closeWith(problem, code);
        }
    }

    /** Ends the session unless it has left that state meanwhile. */
    private void endFrom(SessionState from, Problem problem, CloseCode code) {
        if (state.compareAndSet(from, new SessionState.Ended())) {
            closeWith(problem, code);
        }
    }

    private void closeWith(Problem problem, CloseCode code) {
        feeds.endAll();
        replies.fatal(problem, code);
    }

    private void sweepToken(SessionState.Connected connected, Instant now) {
        var expiresAt = connected.token().expiresAt();
        if (now.isAfter(expiresAt.plus(ChatLimits.TOKEN_GRACE))) {
            if (state.compareAndSet(connected, new SessionState.Ended())) {
                endNow(
                        Problem.of(ErrorCode.AUTH_EXPIRED, "The access token has expired."),
                        CloseCode.TOKEN_EXPIRED);
            }
        } else if (!connected.isWarned()
                && now.isAfter(expiresAt.minus(ChatLimits.TOKEN_WARNING))
                && notices.tokenExpiring(expiresAt)) {
            // A token that was swapped meanwhile has its own time
            state.compareAndSet(connected, connected.warned());
        }
    }
}
