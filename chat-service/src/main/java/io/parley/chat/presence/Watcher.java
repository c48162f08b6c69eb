package io.parley.chat.presence;

import io.parley.chat.edge.PersonFeed;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The people whom one session watches, and what it has yet to hear of them: of each only that they
 * have changed, so that a session that reads slowly holds no more than its list. Owned by the
 * thread of presence.
 */
final class Watcher {

    private final PersonFeed feed;
    private final Supplier<Collection<RoomId>> rooms;
    private final Set<UserId> visible = new HashSet<>();
    private final Set<UserId> changed = new LinkedHashSet<>();
    private final Set<UserId> removed = new LinkedHashSet<>();
    private Set<UserId> wanted = Set.of();
    private CompletableFuture<Void> tookEffect = CompletableFuture.completedFuture(null);

    /** Which list it is, since an answer may be about an earlier one. */
    private int list;

    private Rights rights = Rights.DECIDED;
    private boolean actedAsAdmin;
    private boolean isFullDue;
    private boolean isRecovering;
    private boolean isToldDelayed;
    private long decidedAt;
    private long fullBy;
    private long sentAt;

    Watcher(PersonFeed feed, Supplier<Collection<RoomId>> rooms, long sentAt) {
        this.feed = feed;
        this.rooms = rooms;
        this.sentAt = sentAt;
    }

    /** How it stands with what the person may see. */
    enum Rights {
        DECIDED,
        ASKED,
        /** Something has changed since they were asked for. */
        ASKED_AND_DOUBTED
    }

    PersonFeed feed() {
        return feed;
    }

    UserId person() {
        return feed.person();
    }

    Role role() {
        return feed.isAdmin() ? Role.ADMIN : Role.USER;
    }

    Collection<RoomId> rooms() {
        return rooms.get();
    }

    Set<UserId> wanted() {
        return wanted;
    }

    int list() {
        return list;
    }

    /** Another list; what was to be told of the old one is not told any more. */
    void want(Set<UserId> people, CompletableFuture<Void> done, long fullDueBy) {
        tookEffect.complete(null);
        tookEffect = done;
        wanted = people;
        visible.retainAll(people);
        list++;
        fullBy = fullDueBy;
        isRecovering = false;
        makeFullDue();
    }

    private void makeFullDue() {
        isFullDue = true;
        changed.clear();
        removed.clear();
    }

    /** Too much happened to tell it one by one: the whole list is told instead, later. */
    void recover() {
        if (!isFullDue) {
            isRecovering = true;
            makeFullDue();
        }
    }

    boolean isRecovering() {
        return isRecovering;
    }

    boolean isFullDue() {
        return isFullDue;
    }

    /** Whether the whole list has to be told even where not all of it is known. */
    boolean isFullOverdue(long now) {
        return now - fullBy >= 0;
    }

    Rights rights() {
        return rights;
    }

    void setRights(Rights now) {
        rights = now;
        if (now == Rights.ASKED) {
            actedAsAdmin = feed.isAdmin();
        }
    }

    /** Whether the person has another role than the one by which was decided. */
    boolean hasOtherRole() {
        return actedAsAdmin != feed.isAdmin();
    }

    long decidedAt() {
        return decidedAt;
    }

    /** These of the wanted are seen from now on. */
    void decide(Set<UserId> seen, long now) {
        decidedAt = now;
        for (var person : wanted) {
            if (seen.contains(person)) {
                if (visible.add(person)) {
                    removed.remove(person);
                    note(person);
                }
            } else if (visible.remove(person)) {
                changed.remove(person);
                if (!isFullDue) {
                    removed.add(person);
                }
            }
        }
        tookEffect.complete(null);
    }

    boolean sees(UserId person) {
        return visible.contains(person);
    }

    Set<UserId> visible() {
        return visible;
    }

    /** Something about a person is to be told; false where that is known already, or not seen. */
    boolean note(UserId person) {
        return !isFullDue && visible.contains(person) && changed.add(person);
    }

    List<UserId> changed() {
        return List.copyOf(changed);
    }

    List<UserId> removed() {
        return List.copyOf(removed);
    }

    int waiting() {
        return changed.size();
    }

    boolean hasNews() {
        return isFullDue || !changed.isEmpty() || !removed.isEmpty();
    }

    boolean isPausing(long now, long pause) {
        return now - sentAt < pause;
    }

    /** A client that reads slowly is not tried again at once. */
    void tried(long now) {
        sentAt = now;
    }

    /** All that was to be told has been. */
    void sent() {
        isFullDue = false;
        isRecovering = false;
        changed.clear();
        removed.clear();
    }

    boolean isToldDelayed() {
        return isToldDelayed;
    }

    void setToldDelayed(boolean told) {
        isToldDelayed = told;
    }

    /** The session is over. */
    void end() {
        tookEffect.complete(null);
    }
}
