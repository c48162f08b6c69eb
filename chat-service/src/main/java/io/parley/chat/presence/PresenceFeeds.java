package io.parley.chat.presence;

import io.parley.chat.edge.PersonFeed;
import io.parley.chat.link.OwnThread;
import io.parley.chat.policy.AccountChanged;
import io.parley.chat.policy.RoomChanged;
import io.parley.chat.presence.Watcher.Rights;
import io.parley.chat.presence.lease.LeaseReader;
import io.parley.chat.presence.lease.Leases;
import io.parley.chat.presence.lease.Sighting;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.room.RoomSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The sessions that watch people: whom they may see, and when they are told. */
@Component
public class PresenceFeeds {

    /** More people are not watched by one session. */
    public static final int MOST_WATCHED = 200;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration RIGHTS_HOLD = Duration.ofSeconds(60);

    /** What begins and ends by the clock is told within this. */
    private static final Duration CLOCKS = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(2);

    /** So long the first frame waits for what is asked for. */
    private static final Duration FULL_WITHIN = Duration.ofMillis(1_500);

    private final OwnThread thread;
    private final LeaseReader reader;
    private final Leases leases;
    private final VisiblePeople people;
    private final Profiles profiles;
    private final PresenceNews news;
    private final Map<PersonFeed, Watcher> watchers = new HashMap<>();
    private final Map<UserId, Set<Watcher>> byViewer = new HashMap<>();
    private final Map<UserId, Set<Watcher>> byWanted = new HashMap<>();
    private final Map<UserId, Sighting> known = new HashMap<>();
    private final Set<UserId> admins = new HashSet<>();
    private final Set<UserId> undisturbed = new HashSet<>();
    private volatile boolean isUsed;

    PresenceFeeds(
            OwnThread presenceThread,
            LeaseReader reader,
            Leases leases,
            VisiblePeople people,
            Profiles profiles,
            PresenceNews news) {
        this.profiles = profiles;
        this.thread = presenceThread;
        this.reader = reader;
        this.leases = leases;
        this.people = people;
        this.news = news;
        reader.listen(this::changed, news::wakeAll);
        news.listen(person -> tell(person, true), watchers::values);
        thread.runEvery(LOOK, this::decideAgain);
        thread.runEvery(CLOCKS, this::lookAtClocks);
    }

    /**
     * A session wants to hear of people; of whom it says later.
     *
     * @param rooms those that it follows, as they come and go
     */
    public CompletableFuture<Void> open(PersonFeed feed, Supplier<Collection<RoomId>> rooms) {
        isUsed = true;
        return thread.call(
                () -> {
                    var watcher = new Watcher(feed, rooms, System.nanoTime() - PresenceNews.PAUSE);
                    watchers.put(feed, watcher);
                    byViewer.computeIfAbsent(feed.person(), _ -> new HashSet<>()).add(watcher);
                    news.wake(watcher);
                    return null;
                });
    }

    /** It does not any more. */
    public void close(PersonFeed feed) {
        thread.run(
                () -> {
                    var watcher = watchers.remove(feed);
                    if (watcher != null) {
                        want(watcher, Set.of(), new CompletableFuture<>());
                        remove(byViewer, feed.person(), watcher);
                        news.forget(watcher);
                        watcher.end();
                    }
                    isUsed = !watchers.isEmpty();
                });
    }

    /** Replaces the people whom a session watches; done when that counts. */
    public CompletableFuture<Void> watch(PersonFeed feed, Set<UserId> wanted) {
        var done = new CompletableFuture<Void>();
        thread.run(
                () -> {
                    var watcher = watchers.get(feed);
                    if (watcher == null) {
                        done.complete(null);
                        return;
                    }
                    want(watcher, wanted, done);
                    news.wake(watcher);
                    decide(watcher);
                });
        return done;
    }

    private void want(Watcher watcher, Set<UserId> wanted, CompletableFuture<Void> done) {
        var before = watcher.wanted();
        news.drop(watcher);
        watcher.want(wanted, done, System.nanoTime() + FULL_WITHIN.toNanos());
        for (var person : wanted) {
            if (byWanted.computeIfAbsent(person, _ -> new HashSet<>()).add(watcher)) {
                begin(person);
            }
        }
        before.stream()
                .filter(person -> !wanted.contains(person))
                .filter(person -> remove(byWanted, person, watcher))
                .forEach(this::end);
    }

    private void begin(UserId person) {
        if (known.putIfAbsent(person, Sighting.UNKNOWN) == null) {
            reader.watch(person);
            if (people.isAdmin(person)) {
                admins.add(person);
            }
        }
    }

    private void end(UserId person) {
        known.remove(person);
        admins.remove(person);
        undisturbed.remove(person);
        reader.unwatch(person);
    }

    /** True where it was the last one. */
    private static boolean remove(Map<UserId, Set<Watcher>> index, UserId key, Watcher watcher) {
        var all = index.get(key);
        if (all != null && all.remove(watcher) && all.isEmpty()) {
            index.remove(key);
            return true;
        }
        return false;
    }

    private void decide(Watcher watcher) {
        if (watcher.rights() != Rights.DECIDED) {
            watcher.setRights(Rights.ASKED_AND_DOUBTED);
            return;
        }
        watcher.setRights(Rights.ASKED);
        var list = watcher.list();
        var seen =
                people.known(watcher.person(), watcher.role(), watcher.wanted(), watcher.rooms());
        var rest = new HashSet<>(watcher.wanted());
        rest.removeAll(seen);
        if (rest.isEmpty()) {
            decided(watcher, list, seen);
        } else {
            people.ask(
                    watcher.person(),
                    watcher.role(),
                    rest,
                    answer -> answered(watcher, list, seen, answer));
        }
    }

    /** Where nobody can tell, what was decided holds until somebody can. */
    private void answered(
            Watcher watcher, int list, Set<UserId> seen, Optional<Set<UserId>> answer) {
        seen.addAll(answer.orElse(watcher.visible()));
        decided(watcher, list, seen);
        if (answer.isEmpty()) {
            thread.runAfter(RETRY, () -> decideIfOpen(watcher));
        }
    }

    private void decided(Watcher watcher, int list, Set<UserId> seen) {
        var isDoubted = watcher.rights() == Rights.ASKED_AND_DOUBTED;
        watcher.setRights(Rights.DECIDED);
        if (list == watcher.list()) {
            news.change(watcher, () -> watcher.decide(seen, System.nanoTime()));
        }
        if (isDoubted) {
            decideIfOpen(watcher);
        }
    }

    private void decideIfOpen(Watcher watcher) {
        if (watchers.get(watcher.feed()) == watcher) {
            decide(watcher);
        }
    }

    private void decideAgain() {
        var now = System.nanoTime();
        for (var watcher : List.copyOf(watchers.values())) {
            var isOld = now - watcher.decidedAt() > jittered(RIGHTS_HOLD);
            if (watcher.rights() == Rights.DECIDED
                    && !watcher.wanted().isEmpty()
                    && (isOld || watcher.hasOtherRole())) {
                decide(watcher);
            }
        }
    }

    /** Who does not want to be disturbed at certain times begins and ends that without a word. */
    private void lookAtClocks() {
        for (var person : known.keySet()) {
            if (profiles.isDoNotDisturb(person)
                    ? undisturbed.add(person)
                    : undisturbed.remove(person)) {
                tell(person, true);
            }
        }
    }

    /** Sessions that came together do not ask together again. */
    private static long jittered(Duration time) {
        return time.toNanos() - ThreadLocalRandom.current().nextLong(time.toNanos() / 8);
    }

    /** Who is in the room now, and who has been taken out of it, may see others than before. */
    @EventListener
    void onRoomChanged(RoomChanged change) {
        if (isUsed) {
            thread.run(() -> doubt(change));
        }
    }

    private void doubt(RoomChanged change) {
        var doubted = new HashSet<Watcher>();
        concerned(change)
                .forEach(
                        person -> {
                            doubted.addAll(byViewer.getOrDefault(person, Set.of()));
                            doubted.addAll(byWanted.getOrDefault(person, Set.of()));
                        });
        doubted.forEach(this::decide);
    }

    private static Stream<UserId> concerned(RoomChanged change) {
        RoomSnapshot room = change.after();
        return Stream.of(room.members(), room.banned(), change.removed()).flatMap(Set::stream);
    }

    @EventListener
    void onAccountChanged(AccountChanged change) {
        var person = change.account().userId();
        leases.reconsider(person);
        if (isUsed) {
            thread.run(() -> accountChanged(person));
        }
    }

    private void accountChanged(UserId person) {
        var isRoleOther =
                known.containsKey(person)
                        && (people.isAdmin(person) ? admins.add(person) : admins.remove(person));
        if (isRoleOther) {
            byWanted.getOrDefault(person, Set.of()).forEach(this::decide);
        }
        byViewer.getOrDefault(person, Set.of()).stream()
                .filter(Watcher::hasOtherRole)
                .forEach(this::decide);
        tell(person, true);
    }

    /** Something else is known of a person; that they are invisible is for themselves alone. */
    private void changed(UserId person) {
        var now = reader.of(person);
        var before = known.replace(person, now);
        if (before != null) {
            var isForAll = PresenceFrame.forOthers(before) != PresenceFrame.forOthers(now);
            if (isForAll) {
                news.forgetLastSeen(person);
            }
            tell(person, isForAll);
        }
    }

    private void tell(UserId person, boolean isForAll) {
        for (var watcher : byWanted.getOrDefault(person, Set.of())) {
            if (isForAll || watcher.person().equals(person)) {
                news.add(watcher, person);
            }
        }
    }
}
