package io.parley.message.archive;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who follows which threads. */
@Component
public class FollowRows {

    /** Threads that one person follows; one's own words add to them beyond that. */
    public static final int MOST = 5_000;

    private final JdbcClient jdbc;

    FollowRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the person follows the thread now: false for who follows too many already. */
    public boolean follow(UserId person, RoomId room, long root) {
        return jdbc.sql(
                                """
                                INSERT INTO thread_follow (user_id, room_id, root_seq)
                                SELECT :person, :room, :root
                                WHERE (SELECT count(*) FROM (
                                    SELECT FROM thread_follow
                                    WHERE user_id = :person AND NOT has_left LIMIT :most)
                                        AS followed) < :most
                                ON CONFLICT (user_id, room_id, root_seq)
                                    DO UPDATE SET has_left = false
                                """)
                        .param("person", person.value())
                        .param("room", room.value())
                        .param("root", root)
                        .param("most", MOST)
                        .update()
                == 1;
    }

    /** Whatever is said in the thread later, the person does not follow it. */
    public void leave(UserId person, RoomId room, long root) {
        jdbc.sql(
                        """
                        INSERT INTO thread_follow (user_id, room_id, root_seq, has_left)
                        VALUES (?, ?, ?, true)
                        ON CONFLICT (user_id, room_id, root_seq) DO UPDATE SET has_left = true
                        """)
                .params(person.value(), room.value(), root)
                .update();
    }

    /** Those of the threads that the person follows. */
    public Set<Long> followed(UserId person, RoomId room, Collection<Long> roots) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                SELECT root_seq FROM thread_follow
                                WHERE user_id = ? AND room_id = ? AND root_seq = ANY(?)
                                    AND NOT has_left
                                """)
                        .params(person.value(), room.value(), roots.toArray(Long[]::new))
                        .query(Long.class)
                        .list());
    }
}
