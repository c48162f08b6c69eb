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

    /**
     * Lets the person follow the thread from now on: what was said in it before is not unread.
     *
     * @return false for who follows too many already
     */
    public boolean follow(UserId person, RoomId room, long root) {
        return jdbc.sql(
                                """
                                INSERT INTO thread_follow AS thread
                                    (user_id, room_id, root_seq, read_seq)
                                SELECT :person, :room, :root, coalesce((
                                    SELECT last_seq FROM room_thread
                                    WHERE room_id = :room AND root_seq = :root), 0)
                                WHERE (SELECT count(*) FROM (
                                    SELECT FROM thread_follow
                                    WHERE user_id = :person AND NOT has_left LIMIT :most)
                                        AS followed) < :most
                                ON CONFLICT (user_id, room_id, root_seq) DO UPDATE
                                    SET has_left = false,
                                        read_seq = CASE
                                            WHEN thread.has_left
                                            THEN greatest(thread.read_seq, excluded.read_seq)
                                            ELSE thread.read_seq END
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
