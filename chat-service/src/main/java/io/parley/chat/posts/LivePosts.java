package io.parley.chat.posts;

import io.parley.chat.edge.EdgeSession.Offer;
import io.parley.model.wire.CloseCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The newest changes of posts and the sessions that follow them live. One lock guards both, so that
 * a follower joins between two changes and never beside one. Nothing blocks under it: a session
 * without room leaves, and is brought up to date at its own pace.
 */
@Component
final class LivePosts {

    private final PostMetrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    // All guarded by the lock
    private final RecentPosts recent = new RecentPosts();
    private final Set<PostFollower> followers = new LinkedHashSet<>();
    private long oldestKept = 1;

    LivePosts(PostMetrics metrics) {
        this.metrics = metrics;
    }

    /** What became of bringing a follower on. */
    sealed interface Step {
        /** It is live, or nobody waits for it any more. */
        record Done() implements Step {}

        /**
         * @param position up to here all is told that is for its eyes
         */
        record Told(long position) implements Step {}

        /** What comes next for it is not in memory. */
        record Elsewhere() implements Step {}
    }

    /** A late follower, and the position up to which it has been told all. */
    record Late(PostFollower follower, long position) {}

    /** Completed when it is known where posts stand. */
    CompletableFuture<Void> started() {
        return started.copy();
    }

    /** The newest position known here. */
    long position() {
        return locked(recent::last);
    }

    boolean reachesBackTo(long position) {
        return locked(() -> recent.reachesBackTo(position));
    }

    void keptFrom(long oldest) {
        locked(() -> oldestKept = oldest);
    }

    void begin(long position) {
        locked(
                () -> {
                    recent.beginAt(position);
                    return started.complete(null);
                });
    }

    /** Begins anew: whoever follows is told that what it knew is void. */
    void beginAnew(long position, String reason) {
        locked(
                () -> {
                    recent.beginAt(position);
                    followers.stream()
                            .filter(follower -> follower.tell(failed(reason)) != Offer.ACCEPTED)
                            .forEach(LivePosts::sendAway);
                    return position;
                });
    }

    private static void sendAway(PostFollower follower) {
        follower.session().close(CloseCode.SLOW_CONSUMER, "reads too slowly, resume");
    }

    /** Tells everybody; answers who had no room for it. */
    List<Late> append(PostChangeFrame change) {
        return locked(
                () -> {
                    recent.append(change);
                    var late = new ArrayList<Late>();
                    for (var follower : followers) {
                        if (follower.offer(change, false) == Offer.FULL) {
                            late.add(new Late(follower, change.position() - 1));
                        }
                    }
                    late.forEach(each -> followers.remove(each.follower()));
                    metrics.told(followers.size());
                    return late;
                });
    }

    /** Joins at the newest position, having told what that means. */
    Step join(PostFollower follower) {
        return locked(() -> joinAfter(follower, PostControl.Notice.joined(recent.last())));
    }

    /** As {@link #join}, for one that cannot be brought on from where it was. */
    Step joinAnew(PostFollower follower, String reason) {
        return locked(() -> joinAfter(follower, failed(reason)));
    }

    /** Tells as much as the session has room for; joins when that is all. */
    Step bringOn(PostFollower follower, long position) {
        return locked(
                () -> {
                    if (follower.isCancelled()) {
                        return new Step.Done();
                    }
                    if (!recent.reachesBackTo(position)) {
                        return new Step.Elsewhere();
                    }
                    var told = position;
                    for (var change : recent.after(position)) {
                        if (follower.offer(change, true) != Offer.ACCEPTED) {
                            return new Step.Told(told);
                        }
                        told = change.position();
                    }
                    return joinAfter(follower, PostControl.ResumeEnd.of(told));
                });
    }

    void leave(PostFollower follower) {
        locked(
                () -> {
                    followers.remove(follower);
                    metrics.followers(followers.size());
                    return follower;
                });
    }

    private Step joinAfter(PostFollower follower, PostControl control) {
        if (follower.isCancelled()) {
            return new Step.Done();
        }
        if (follower.tell(control) != Offer.ACCEPTED) {
            return new Step.Told(recent.last());
        }
        followers.add(follower);
        metrics.followers(followers.size());
        follower.joined();
        return new Step.Done();
    }

    private PostControl failed(String reason) {
        return PostControl.ResumeFailed.of(reason, oldestKept, recent.last());
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
