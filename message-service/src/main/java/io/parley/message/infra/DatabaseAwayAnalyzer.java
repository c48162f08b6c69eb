package io.parley.message.infra;

import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence that there was no database to start with. */
class DatabaseAwayAnalyzer extends AbstractFailureAnalyzer<SQLTransientConnectionException> {

    @Override
    protected FailureAnalysis analyze(
            Throwable rootFailure, SQLTransientConnectionException cause) {
        return new FailureAnalysis(sentence(cause), null, cause);
    }

    static String sentence(Throwable cause) {
        var all =
                Stream.<Throwable>iterate(cause, Objects::nonNull, Throwable::getCause)
                        .map(Throwable::toString)
                        .collect(Collectors.joining());
        if (all.contains("could not be verified by hostnameverifier")) {
            return "The certificate of PostgreSQL is for another name: PARLEY_DB_URL must use the"
                    + " name that it is for";
        }
        if (all.contains("PKIX") || all.contains("certificate")) {
            return "The certificate of PostgreSQL is signed by an authority that is not known here:"
                    + " sslrootcert in PARLEY_DB_URL must name the file of that authority";
        }
        if (all.contains("does not support SSL")) {
            return "PostgreSQL does not speak TLS as PARLEY_DB_URL asks: enable it there";
        }
        return "PostgreSQL does not let message-service in: check that it runs where PARLEY_DB_URL"
                + " says, and PARLEY_DB_USER and PARLEY_DB_PASSWORD";
    }
}
