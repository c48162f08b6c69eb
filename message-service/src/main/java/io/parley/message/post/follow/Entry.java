package io.parley.message.post.follow;

import io.parley.message.post.LoggedChange;
import io.parley.model.Role;
import io.parley.model.post.PostChange;
import io.parley.model.post.PostId;
import io.parley.model.wire.Json;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of posts, encoded once for all followers of this replica, and a link to the next one.
 * A follower is a place in this list: it holds no events of its own, and the garbage collector
 * takes what every follower has passed.
 */
final class Entry {

    private final long position;
    private final @Nullable PostId post;
    private final long bytesUpToHere;

    /** Whether it took the post away from users: that must be told whatever comes later. */
    private final boolean isGoneForUsers;

    // written by the feed's thread, taken away by it when a later change hides the post
    private volatile byte @Nullable [] forUsers;
    private volatile byte @Nullable [] forAdmins;
    private volatile @Nullable Entry next;

    /** The place before everything that comes after the position. */
    static Entry anchor(long position) {
        return new Entry(position, null, null, null, 0, false);
    }

    private Entry(
            long position,
            @Nullable PostId post,
            byte @Nullable [] forUsers,
            byte @Nullable [] forAdmins,
            long bytesUpToHere,
            boolean isGoneForUsers) {
        this.position = position;
        this.post = post;
        this.forUsers = forUsers;
        this.forAdmins = forAdmins;
        this.bytesUpToHere = bytesUpToHere;
        this.isGoneForUsers = isGoneForUsers;
    }

    /** The entry after this one. */
    Entry following(LoggedChange change) {
        var users = frame(change, change.changeFor(Role.USER));
        var sameForAll = change.forUsers() == change.forAdmins();
        var admins = sameForAll ? users : frame(change, change.changeFor(Role.ADMIN));
        var bytes = length(users) + (sameForAll ? 0 : length(admins));
        return new Entry(
                change.position(),
                change.id(),
                users,
                admins,
                bytesUpToHere + bytes,
                change.forUsers() == PostChange.DELETED);
    }

    static byte @Nullable [] frame(LoggedChange change, @Nullable PostChange told) {
        if (told == null) {
            return null;
        }
        var data = told == PostChange.DELETED ? remains(change) : change.json();
        return Frames.event(change.position(), told.wireName(), Objects.requireNonNull(data));
    }

    private static String remains(LoggedChange change) {
        var remains = new LinkedHashMap<String, Object>();
        remains.put("id", change.id());
        remains.put("version", change.version());
        return Json.MAPPER.writeValueAsString(remains);
    }

    private static int length(byte @Nullable [] frame) {
        return frame == null ? 0 : frame.length;
    }

    long position() {
        return position;
    }

    @Nullable Entry next() {
        return next;
    }

    void link(Entry following) {
        next = following;
    }

    /** What people of the role are told; null where nothing. */
    byte @Nullable [] frameFor(Role reader) {
        return reader == Role.ADMIN ? forAdmins : forUsers;
    }

    /** Takes the post away from those for whom the later change has hidden it. */
    void hideBehind(LoggedChange later) {
        if (!later.id().equals(post)) {
            return;
        }
        var isDeleted = later.forAdmins() == PostChange.DELETED;
        if (!isGoneForUsers && (isDeleted || later.forUsers() == PostChange.DELETED)) {
            forUsers = null;
        }
        if (isDeleted) {
            forAdmins = null;
        }
    }

    /** Bytes in the list between here and there. */
    long bytesTo(Entry later) {
        return later.bytesUpToHere - bytesUpToHere;
    }
}
