package io.parley.service;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting to look at when PostgreSQL does not let a service in at its start. */
class DatabaseRefusalAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    /** Classes of SQLSTATE, PostgreSQL's appendix A. */
    private static final String CONNECTION = "08";

    private static final String CREDENTIALS = "28";
    private static final String NO_DATABASE = "3D";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        var sentence =
                switch (sqlStateClass(cause)) {
                    case CONNECTION -> unreachable(FailureText.of(cause));
                    case CREDENTIALS ->
                            "PostgreSQL refuses the login: check PARLEY_DB_USER and"
                                    + " PARLEY_DB_PASSWORD";
                    case NO_DATABASE ->
                            "PostgreSQL has no such database: create it, or correct PARLEY_DB_URL";
                    default -> null;
                };
        return sentence == null ? null : new FailureAnalysis(sentence, null, cause);
    }

    /** Of the innermost failure that has one: the pool's own says only that it waited in vain. */
    private static String sqlStateClass(SQLException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(each -> ((SQLException) each).getSQLState())
                .filter(Objects::nonNull)
                .reduce((_, inner) -> inner)
                .map(state -> state.substring(0, Math.min(2, state.length())))
                .orElse("");
    }

    private static String unreachable(String failure) {
        if (failure.contains("could not be verified by hostnameverifier")) {
            return "The certificate of PostgreSQL is for another name: PARLEY_DB_URL must use the"
                    + " name that it is for";
        }
        if (failure.contains("pkix") || failure.contains("certificate")) {
            return "The certificate of PostgreSQL is signed by an authority that is not known here:"
                    + " sslrootcert in PARLEY_DB_URL must name the file of that authority";
        }
        if (failure.contains("does not support ssl")) {
            return "PostgreSQL does not speak TLS as PARLEY_DB_URL asks: enable it there";
        }
        return "PostgreSQL does not answer: check that it runs, and the host and port in"
                + " PARLEY_DB_URL";
    }
}
