package io.parley.message.support;

import io.parley.message.directory.People;
import io.parley.message.room.QueueId;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Support queues and their agents in the database. */
@Component
public class Queues {

    private final JdbcClient jdbc;
    private final Clock clock;

    Queues(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(QueueId id, String name, UserId by) {
        jdbc.sql(
                        """
                        INSERT INTO support_queue (id, name, created_by, created_at)
                        VALUES (?, ?, ?, ?)
                        """)
                .params(id.value(), name, by.value(), clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    void rename(QueueId id, String name) {
        jdbc.sql("UPDATE support_queue SET name = ? WHERE id = ?")
                .params(name, id.value())
                .update();
    }

    /** One page of them without agents, the newest last. */
    List<Queue> page(@Nullable QueueId after, int limit) {
        return jdbc.sql(
                        """
                        SELECT id, name FROM support_queue
                        WHERE (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit
                        """)
                .param("after", after == null ? null : after.value())
                .param("limit", limit)
                .query(
                        (row, number) ->
                                new Queue(
                                        new QueueId(row.getObject("id", UUID.class)),
                                        row.getString("name"),
                                        null))
                .list();
    }

    Optional<String> name(QueueId id) {
        return nameOf("SELECT name FROM support_queue WHERE id = ?", id);
    }

    /** Holds the queue for a change: agents and rooms of a queue stay as they are meanwhile. */
    public Optional<String> lock(QueueId id) {
        return nameOf("SELECT name FROM support_queue WHERE id = ? FOR UPDATE", id);
    }

    /** Holds off changes of the queue while a room is made for it. */
    Optional<String> share(QueueId id) {
        return nameOf("SELECT name FROM support_queue WHERE id = ? FOR SHARE", id);
    }

    private Optional<String> nameOf(String sql, QueueId id) {
        return jdbc.sql(sql).param(id.value()).query(String.class).optional();
    }

    List<Person> agents(QueueId id) {
        return agents(List.of(id)).getOrDefault(id, List.of());
    }

    /** Of these queues; those without agents are left out. */
    Map<QueueId, List<Person>> agents(List<QueueId> of) {
        var agents = new HashMap<QueueId, List<Person>>();
        jdbc.sql(
                        """
                        SELECT queue_id, id, username, name, role
                        FROM support_agent JOIN person ON id = user_id
                        WHERE queue_id = ANY(?) ORDER BY queue_id, id
                        """)
                .param(of.stream().map(QueueId::value).toArray(UUID[]::new))
                .query(
                        row -> {
                            agents.computeIfAbsent(
                                            new QueueId(row.getObject("queue_id", UUID.class)),
                                            id -> new ArrayList<>())
                                    .add(People.read(row));
                        });
        return agents;
    }

    /** The queues in which that person answers. */
    public List<QueueId> ofAgent(UserId person) {
        return jdbc.sql("SELECT queue_id FROM support_agent WHERE user_id = ? ORDER BY queue_id")
                .param(person.value())
                .query((row, number) -> new QueueId(row.getObject("queue_id", UUID.class)))
                .list();
    }

    boolean isAgent(QueueId id, UserId person) {
        return ofAgent(person).contains(id);
    }

    void addAgents(QueueId id, Collection<UserId> people) {
        jdbc.sql(
                        """
                        INSERT INTO support_agent (queue_id, user_id) SELECT ?, unnest(?)
                        ON CONFLICT DO NOTHING
                        """)
                .params(id.value(), ids(people))
                .update();
    }

    void removeAgents(QueueId id, Collection<UserId> people) {
        jdbc.sql("DELETE FROM support_agent WHERE queue_id = ? AND user_id = ANY(?)")
                .params(id.value(), ids(people))
                .update();
    }

    private static UUID[] ids(Collection<UserId> people) {
        return people.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
