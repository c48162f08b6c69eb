package io.parley.chat.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.chat.command.Pace;
import io.parley.chat.delivery.RoomHeads;
import io.parley.chat.link.RedisLink;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.policy.LiveAccounts;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.reading.PendingMove.Failure;
import io.parley.model.RoomId;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.log.RedisKeys;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.read.DeviceSignal;
import io.parley.model.read.ReadMove;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.user.PresenceMode;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Takes the moves of people's read marks: tells the person's other devices at once, and the log
 * after a second, in which further moves of the same mark join.
 */
@Component
public class ReadMoves implements DisposableBean {

    /** How often a client moves one mark, unless it wants to be gathered. */
    public static final Duration EVERY = Duration.ofSeconds(2);

    private static final Duration GATHERED = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Some 20 MB, of which few are used unless Kafka is away. */
    private static final int MOST_WAITING = 50_000;

    private static final int PER_SECOND = 20;

    /** A whole list of rooms may be marked as read in one go. */
    private static final int BURST = 400;

    private static final int MOST_PEOPLE = 100_000;
    private static final long RETRY_AFTER_MS = 1_000;

    private final LivePolicy policy;
    private final PolicyFreshness freshness;
    private final LiveAccounts accounts;
    private final RoomHeads heads;
    private final RedisLink redis;
    private final ReadMetrics metrics;
    private final GatheredMoves gathered;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Cache<UserId, Pace> paces = paces();
    private final Cache<UserId, Pace> pacesOfDelivery = paces();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("read-moves").factory());

    ReadMoves(
            LivePolicy policy,
            PolicyFreshness freshness,
            LiveAccounts accounts,
            RoomHeads heads,
            RedisLink redis,
            ReadLogWriter log,
            ReadMetrics metrics) {
        this.policy = policy;
        this.freshness = freshness;
        this.accounts = accounts;
        this.heads = heads;
        this.redis = redis;
        this.metrics = metrics;
        this.gathered = new GatheredMoves(GATHERED, log::append);
        metrics.watch(waiting);
        var _ =
                timer.scheduleWithFixedDelay(
                        gathered::leaveInTime,
                        LOOK.toMillis(),
                        LOOK.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Waits while the person moves marks faster than anybody reads. What devices say by themselves
     * holds up nothing.
     */
    public void awaitTurn(Actor person, ReadRequest request) throws InterruptedException {
        if (request.op() != ReadMove.Op.DELIVERED) {
            pace(paces, person).await();
        }
    }

    /**
     * Moves a mark. May block for look-ups.
     *
     * @param isHurried whether the caller waits for the answer
     * @return done once it is in the log, or with the problem where it will not be
     */
    public CompletableFuture<Optional<Problem>> move(
            Actor person, RoomId room, ReadRequest request, boolean isHurried) {
        if (!freshness.isTrusted()) {
            return refused(notNow("Rights cannot be checked at present."));
        }
        try {
            return switch (policy.decide(person, Action.READ, room)) {
                case Decision.Denied(ErrorCode code) -> refused(Problem.of(code, null));
                case Decision.Allowed() -> allowed(person, room, request, isHurried);
            };
        } catch (ServiceUnavailableException away) {
            return refused(notNow("The mark was not moved."));
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        gathered.leaveNow();
    }

    private CompletableFuture<Optional<Problem>> allowed(
            Actor person, RoomId room, ReadRequest request, boolean isHurried) {
        if (request.op() == ReadMove.Op.DELIVERED) {
            if (isSecret(person) || !policy.room(room).map(ReadMoves::tells).orElse(false)) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            var wait = pace(pacesOfDelivery, person).tryNow();
            if (wait.isPositive()) {
                return refused(
                        Problem.of(ErrorCode.RATE_LIMITED, "Too many rooms at once.")
                                .withRetryAfterMs(Math.max(1, wait.toMillis())));
            }
        }
        return take(move(person, room, request), isHurried);
    }

    /** A device that has it gives away that somebody who wants to be invisible is there. */
    private boolean isSecret(Actor person) {
        return !accounts.isAllKnown()
                || accounts.findNotable(person.id())
                        .map(account -> account.availability().presence())
                        .filter(PresenceMode.INVISIBLE::equals)
                        .isPresent();
    }

    /** Where two or a few talk: elsewhere nobody wants to know. */
    private static boolean tells(RoomSnapshot room) {
        return switch (room.kind()) {
            case DIRECT, SUPPORT ->
                    room.settings().receipts(room.kind(), false) != RoomSettings.Receipts.OFF;
            case GROUP, ANNOUNCE -> false;
        };
    }

    private static Pace pace(Cache<UserId, Pace> of, Actor person) {
        return of.get(person.id(), _ -> new Pace(PER_SECOND, BURST));
    }

    private static Cache<UserId, Pace> paces() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_PEOPLE)
                .expireAfterAccess(Duration.ofMinutes(1))
                .build();
    }

    private ReadMove move(Actor person, RoomId room, ReadRequest request) {
        return new ReadMove(
                person.id(),
                room,
                heads.capped(room, request.seq()),
                request.op(),
                request.threadRoot());
    }

    private CompletableFuture<Optional<Problem>> take(ReadMove move, boolean isHurried) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.completedFuture(ended(Optional.of(Failure.OVERLOADED)));
        }
        var ended = gathered.add(move, isHurried).ended();
        if (move.op() != ReadMove.Op.DELIVERED) {
            tellDevices(move);
        }
        return ended.thenApply(
                failure -> {
                    waiting.decrementAndGet();
                    return ended(failure);
                });
    }

    private void tellDevices(ReadMove move) {
        var signal = new DeviceSignal.Read(move.roomId(), move.seq(), move.op(), move.threadRoot());
        var _ =
                redis.publish(
                        RedisKeys.devices(move.userId()), Json.MAPPER.writeValueAsString(signal));
    }

    private Optional<Problem> ended(Optional<Failure> failure) {
        metrics.ended(failure);
        return failure.map(
                why ->
                        switch (why) {
                            case UNAVAILABLE -> notNow("The mark was not moved.");
                            case OVERLOADED ->
                                    Problem.of(ErrorCode.OVERLOADED, "Too many marks move.")
                                            .withRetryAfterMs(RETRY_AFTER_MS);
                        });
    }

    private static Problem notNow(String detail) {
        return Problem.of(ErrorCode.UNAVAILABLE, detail).withRetryAfterMs(RETRY_AFTER_MS);
    }

    private static CompletableFuture<Optional<Problem>> refused(Problem problem) {
        return CompletableFuture.completedFuture(Optional.of(problem));
    }
}
