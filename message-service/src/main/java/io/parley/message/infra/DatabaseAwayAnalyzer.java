package io.parley.message.infra;

import java.sql.SQLTransientConnectionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence that there was no database to start with. */
class DatabaseAwayAnalyzer extends AbstractFailureAnalyzer<SQLTransientConnectionException> {

    @Override
    protected FailureAnalysis analyze(
            Throwable rootFailure, SQLTransientConnectionException cause) {
        return new FailureAnalysis(
                "PostgreSQL does not let message-service in: check that it runs where PARLEY_DB_URL"
                        + " says, and PARLEY_DB_USER and PARLEY_DB_PASSWORD",
                null,
                cause);
    }
}
