package io.parley.message.post.follow;

import io.parley.kafka.account.Ruling;
import io.parley.message.access.AccountChanged;
import io.parley.message.access.Accounts;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.user.UserSnapshot;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * All streams of this replica. Some threads share them out among themselves and move each on when
 * there is something new; none of them ever waits for a follower.
 */
@Component
class Followers implements SmartLifecycle {

    private static final int LOOK_EVERY_MS = 1_000;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(1);
    private static final Duration JITTER = Duration.ofSeconds(4);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(3);

    private final RecentChanges recent;
    private final Loader loader;
    private final FollowSettings settings;
    private final FollowMetrics metrics;
    private final Accounts accounts;
    private final Clock clock;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<FanOut> fanOuts;
    private volatile boolean isRunning;

    Followers(
            RecentChanges recent,
            Loader loader,
            FollowSettings settings,
            FollowMetrics metrics,
            Accounts accounts,
            Clock clock) {
        this.recent = recent;
        this.loader = loader;
        this.settings = settings;
        this.metrics = metrics;
        this.accounts = accounts;
        this.clock = clock;
        var threads = Runtime.getRuntime().availableProcessors();
        fanOuts = IntStream.range(0, threads).mapToObj(FanOut::new).toList();
        metrics.count(this::count);
    }

    /** Begins the stream; {@code gone} is run once, when it is over for whatever reason. */
    void add(SignedIn who, AsyncContext stream, Backlog.Part first, Runnable gone)
            throws IOException {
        var fanOut = fanOuts.get(Math.floorMod(turn.getAndIncrement(), fanOuts.size()));
        var out = stream.getResponse().getOutputStream();
        var follower =
                new Follower(
                        who,
                        stream,
                        out,
                        loader,
                        self -> {
                            fanOut.remove(self);
                            gone.run();
                        });
        follower.begin(Frames.greeting(jittered(SOON)), first);
        fanOut.add(follower);
        stream.addListener(follower);
        out.setWriteListener(follower);
        // The account may have changed since the token was looked at
        accounts.find(who.person().id()).ifPresent(account -> obey(account, follower));
    }

    /** When this returns, the streams of the person carry what the account may see now. */
    @EventListener
    void onAccountChanged(AccountChanged change) {
        var account = change.account();
        all().filter(follower -> follower.isOf(account.userId()))
                .forEach(follower -> obey(account, follower));
    }

    private void obey(UserSnapshot account, Follower follower) {
        var who = follower.who();
        switch (accounts.rule(account, who.person(), who.issuedAt())) {
            case Ruling.Ended() -> follower.end(Frames.notice("revoked"));
            case Ruling.Acts(Role role) -> follower.actAs(role);
        }
    }

    /** There is something new. */
    void wake() {
        fanOuts.forEach(FanOut::wake);
    }

    /** The log is another one than before: whoever comes back is told so. */
    void sendAway() {
        all().forEach(follower -> follower.end(Frames.notice("restarted")));
    }

    /** Writes to the person's streams, which shows whether anybody is still there. */
    void probe(UserId person) {
        all().filter(follower -> follower.isOf(person)).forEach(Follower::probe);
    }

    int count() {
        return fanOuts.stream().mapToInt(FanOut::size).sum();
    }

    boolean isDraining() {
        return !isRunning;
    }

    @Scheduled(fixedRate = LOOK_EVERY_MS)
    void look() {
        var now = clock.instant();
        if (accounts.isLost()) {
            all().forEach(follower -> follower.end(Frames.notice("unavailable")));
        }
        var maxLag = settings.maxLag().toBytes();
        recent.newest()
                .ifPresent(
                        newest ->
                                all().forEach(
                                                follower -> {
                                                    if (follower.look(now, newest, maxLag)) {
                                                        metrics.cutOff();
                                                    }
                                                }));
    }

    private Stream<Follower> all() {
        return fanOuts.stream().flatMap(FanOut::followers);
    }

    private static Duration jittered(Duration least) {
        return least.plusMillis(ThreadLocalRandom.current().nextLong(JITTER.toMillis()));
    }

    @Override
    public void start() {
        isRunning = true;
        fanOuts.forEach(FanOut::start);
    }

    /** Before the web server: each follower is told when to come back, spread over some seconds. */
    @Override
    public void stop() {
        isRunning = false;
        all().forEach(follower -> follower.end(Frames.farewell(jittered(AFTER_DRAIN))));
        awaitNobody();
        all().forEach(Follower::cut);
        fanOuts.forEach(FanOut::stop);
    }

    private void awaitNobody() {
        var deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        try {
            while (count() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}
