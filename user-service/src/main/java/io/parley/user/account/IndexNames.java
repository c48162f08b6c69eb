package io.parley.user.account;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes people findable whose accounts are older than the search, or come from a replica that is.
 * Runs before the service counts as ready; two replicas at once do the same.
 */
@Component
final class IndexNames implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(IndexNames.class);

    private static final int BATCH = 500;

    private final JdbcClient database;
    private final People people;
    private final SearchTerms terms;
    private final TransactionTemplate transaction;

    IndexNames(
            JdbcClient database,
            People people,
            SearchTerms terms,
            TransactionTemplate transaction) {
        this.database = database;
        this.people = people;
        this.terms = terms;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        int indexed = 0;
        int batch;
        do {
            batch = next();
            indexed += batch;
        } while (batch == BATCH);
        if (indexed > 0) {
            log.atInfo().addKeyValue("accounts", indexed).log("made findable");
        }
    }

    private int next() {
        var missing =
                database.sql(
                                """
                                select id from account a where not exists
                                    (select from account_search s where s.account_id = a.id)
                                limit ?
                                """)
                        .param(BATCH)
                        .query((row, number) -> new UserId(row.getObject("id", UUID.class)))
                        .list();
        transaction.executeWithoutResult(tx -> people.findAll(missing).forEach(this::put));
        return missing.size();
    }

    private void put(Person person) {
        terms.put(person.id(), person.username(), person.displayName());
    }
}
