package io.parley.user.settings;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting to look at when the database refuses the service at start. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private static final String CONNECTION = "08";
    private static final String CREDENTIALS = "28";
    private static final String NO_DATABASE = "3D";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
        var state = cause.getSQLState();
        if (state == null) {
            return null;
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case CONNECTION -> analysis(unreachable(cause), cause);
            case CREDENTIALS ->
                    analysis(
                            "PostgreSQL refuses the login: check PARLEY_DB_USER and"
                                    + " PARLEY_DB_PASSWORD.",
                            cause);
            case NO_DATABASE ->
                    analysis(
                            "PostgreSQL has no such database: create it, or correct"
                                    + " PARLEY_DB_URL.",
                            cause);
            default -> null;
        };
    }

    private static String unreachable(SQLException cause) {
        var all =
                Stream.<Throwable>iterate(cause, Objects::nonNull, Throwable::getCause)
                        .map(Throwable::toString)
                        .collect(Collectors.joining());
        if (all.contains("could not be verified by hostnameverifier")) {
            return "The certificate of PostgreSQL is for another name: PARLEY_DB_URL must use the"
                    + " name that it is for.";
        }
        if (all.contains("PKIX") || all.contains("certificate")) {
            return "The certificate of PostgreSQL is signed by an authority that is not known here:"
                    + " sslrootcert in PARLEY_DB_URL must name the file of that authority.";
        }
        if (all.contains("does not support SSL")) {
            return "PostgreSQL does not speak TLS as PARLEY_DB_URL asks: enable it there.";
        }
        return "PostgreSQL does not answer: check the host and port in PARLEY_DB_URL.";
    }

    private static FailureAnalysis analysis(String sentence, SQLException cause) {
        return new FailureAnalysis(sentence, null, cause);
    }
}
