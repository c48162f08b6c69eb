package io.parley.chat.session;

import io.parley.chat.edge.PersonFeed;
import io.parley.model.Role;
import io.parley.model.UserId;
import java.util.function.Supplier;

/** A session's subscription of one of its own queues, which somebody fills. */
final class QueueSubscription implements PersonFeed {

    private final String destination;
    private final UserId person;
    private final Supplier<Role> role;
    private final Replies replies;
    private volatile boolean isOver;

    QueueSubscription(String destination, UserId person, Supplier<Role> role, Replies replies) {
        this.destination = destination;
        this.person = person;
        this.role = role;
        this.replies = replies;
    }

    String destination() {
        return destination;
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
            replies.ownIfRoom(destination, type, json);
        }
    }

    @Override
    public boolean tellIfIdle(String type, String json) {
        return isOver || replies.ownIfIdle(destination, type, json);
    }

    boolean isOver() {
        return isOver;
    }

    void end() {
        isOver = true;
    }
}
