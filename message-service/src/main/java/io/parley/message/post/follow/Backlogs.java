package io.parley.message.post.follow;

import io.parley.message.post.LoggedChange;
import io.parley.message.post.PostList;
import io.parley.message.post.PostLog;
import io.parley.message.post.follow.Backlog.Live;
import io.parley.message.post.follow.Backlog.More;
import io.parley.message.post.follow.Backlog.Part;
import io.parley.message.web.Page;
import io.parley.message.web.Problems;
import io.parley.message.web.Refusal;
import io.parley.model.Role;
import io.parley.model.post.Post;
import io.parley.model.post.PostChange;
import io.parley.model.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a follower begins: at the newest change, after the last one that it knows, or with the list
 * of all posts. Each way ends in the list of the newest changes at a position up to which the
 * follower has been told everything; that join is why nothing is missed and nothing comes twice.
 */
@Component
class Backlogs {

    private static final int PAGE = 200;
    private static final int PAGE_BYTES = 512 * 1024;

    /** A follower further behind is better served by the list of posts. */
    private static final long FURTHEST = 5_000;

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    private final RecentChanges recent;
    private final PostLog log;
    private final PostList list;

    Backlogs(RecentChanges recent, PostLog log, PostList list) {
        this.recent = recent;
        this.log = log;
        this.list = list;
    }

    /**
     * What comes first; without asking PostgreSQL.
     *
     * @param lastEventId the last position that the follower knows, as it says; null for none
     */
    Part begin(Role reader, @Nullable String lastEventId, boolean wantsSnapshot) {
        var newest = newest();
        if (lastEventId == null) {
            return wantsSnapshot
                    ? snapshot(reader, "snapshot")
                    : new Part(
                            List.of(Frames.noticeAt(newest.position(), "joined")),
                            new Live(newest, newest.position()));
        }
        if (!POSITION.matcher(lastEventId).matches()) {
            return reset(reader, "unknown", wantsSnapshot);
        }
        var position = Long.parseLong(lastEventId);
        return recent.at(position)
                .map(entry -> new Part(List.of(), new Live(entry, position)))
                .orElseGet(
                        () ->
                                new Part(
                                        List.of(),
                                        new More(() -> resume(reader, position, wantsSnapshot))));
    }

    private Part resume(Role reader, long position, boolean wantsSnapshot) {
        var head = log.head();
        if (position > head) {
            return reset(reader, "unknown", wantsSnapshot);
        }
        if (position < log.oldest() - 1 || position < head - FURTHEST) {
            return reset(reader, "too.old", wantsSnapshot);
        }
        return replay(reader, position);
    }

    private Part replay(Role reader, long position) {
        var changes = log.after(position, PAGE, PAGE_BYTES);
        var frames = new ArrayList<byte[]>();
        for (var change : changes) {
            var frame = Entry.frame(change, change.lateChangeFor(reader));
            if (frame != null) {
                frames.add(frame);
            }
        }
        return new Part(frames, after(reader, changes, position));
    }

    private Backlog.Then after(Role reader, List<LoggedChange> changes, long position) {
        var reached = changes.isEmpty() ? position : changes.getLast().position();
        var newest = newest();
        if (reached >= newest.position()) {
            // the log is ahead of this replica's list: it will come to the same place
            return new Live(newest, reached);
        }
        return recent.at(reached)
                .<Backlog.Then>map(entry -> new Live(entry, reached))
                .orElseGet(() -> new More(() -> replay(reader, reached)));
    }

    private Part reset(Role reader, String reason, boolean wantsSnapshot) {
        if (wantsSnapshot) {
            return snapshot(reader, reason);
        }
        var newest = newest();
        return new Part(
                List.of(Frames.resetAt(newest.position(), reason)),
                new Live(newest, newest.position()));
    }

    /** All posts, then whatever changed since before the first of them was read. */
    private Part snapshot(Role reader, String reason) {
        var position = newest().position();
        return new Part(
                List.of(Frames.resetBeforeSnapshot(reason)),
                new More(() -> posts(reader, null, position)));
    }

    private Part posts(Role reader, @Nullable String cursor, long position) {
        var page = list.page(reader, cursor, Page.DEFAULT_LIMIT);
        var frames = new ArrayList<byte[]>();
        page.items().forEach(post -> frames.add(frame(post)));
        var next = page.next();
        if (next != null) {
            return new Part(frames, new More(() -> posts(reader, next, position)));
        }
        frames.add(Frames.noticeAt(position, "snapshot.end"));
        return new Part(frames, new More(() -> replay(reader, position)));
    }

    private static byte[] frame(Post post) {
        return Frames.event(PostChange.CREATED.wireName(), Json.MAPPER.writeValueAsString(post));
    }

    private Entry newest() {
        return recent.newest()
                .orElseThrow(
                        () -> new Refusal(Problems.unavailable("posts cannot be read right now")));
    }
}
