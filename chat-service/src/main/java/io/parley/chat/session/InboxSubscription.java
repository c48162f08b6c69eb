package io.parley.chat.session;

import io.parley.chat.inbox.InboxFeed;
import io.parley.model.Role;
import io.parley.model.UserId;
import java.util.function.Supplier;

/** A session's subscription of what is new for its person. */
final class InboxSubscription implements InboxFeed {

    private final UserId person;
    private final Supplier<Role> role;
    private final Replies replies;
    private volatile boolean isOver;

    InboxSubscription(UserId person, Supplier<Role> role, Replies replies) {
        this.person = person;
        this.role = role;
        this.replies = replies;
    }

    @Override
    public UserId person() {
        return person;
    }

    @Override
    public boolean isAdmin() {
        return role.get() == Role.ADMIN;
    }

    @Override
    public void tell(String type, String json) {
        if (!isOver) {
            replies.inboxIfRoom(type, json);
        }
    }

    @Override
    public boolean tellIfIdle(String type, String json) {
        return isOver || replies.inboxIfIdle(type, json);
    }

    boolean isOver() {
        return isOver;
    }

    void end() {
        isOver = true;
    }
}
