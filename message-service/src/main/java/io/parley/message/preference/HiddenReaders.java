package io.parley.message.preference;

import io.parley.model.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who tells nobody what they have read: they learn it of nobody either. */
@Component
public class HiddenReaders {

    private final JdbcClient jdbc;

    HiddenReaders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the person is one of them. */
    public boolean contains(UserId person) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM hidden_reader WHERE user_id = ?)")
                .param(person.value())
                .query(Boolean.class)
                .single();
    }

    void add(UserId person) {
        jdbc.sql("INSERT INTO hidden_reader (user_id) VALUES (?) ON CONFLICT DO NOTHING")
                .param(person.value())
                .update();
    }

    void remove(UserId person) {
        jdbc.sql("DELETE FROM hidden_reader WHERE user_id = ?").param(person.value()).update();
    }
}
