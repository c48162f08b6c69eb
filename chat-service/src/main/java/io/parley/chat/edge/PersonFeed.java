package io.parley.chat.edge;

import io.parley.model.UserId;

/** One of a session's own queues, of what its person is told. Methods must not block. */
public interface PersonFeed {

    UserId person();

    /** Whether the person is an admin, as the session acts now. */
    boolean isAdmin();

    /** Tells something that is kept elsewhere, so that it may get lost where there is no room. */
    void tell(String type, String json);

    /** Tells something that can wait; false where the client has yet to take what it has. */
    boolean tellIfIdle(String type, String json);
}
