package io.parley.stack.doctor;

import io.parley.model.log.ChatLog;
import java.sql.SQLException;
import java.time.Instant;

/** PostgreSQL: that it is there, can be written to and has the right schema. */
record DatabaseCheck(Installation.Database database) implements Check {

    private static final int OUTBOX_WAITS = 1_000;

    @Override
    public String subject() {
        return "postgresql";
    }

    @Override
    public void look(Findings findings) {
        try (var jdbc = new Jdbc(database)) {
            Clocks.compare(
                    Instant.parse(
                            jdbc.text(
                                    "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")),
                    findings);
            writable(jdbc, findings);
            schema(jdbc, findings);
            rows(jdbc, findings);
        } catch (SQLException e) {
            findings.wrong(
                    "PostgreSQL does not answer at %s: %s.".formatted(database.url(), Words.of(e)),
                    "Nothing is stored and history is incomplete until it does: start it and see its log",
                    "parley_archive_retries_total-grows");
        }
    }

    private static void writable(Jdbc jdbc, Findings findings) throws SQLException {
        if (jdbc.text("SELECT pg_is_in_recovery()::text").equals("true")) {
            findings.wrong(
                    "This PostgreSQL is a standby, and takes no writes.",
                    "Point PARLEY_DB_URL at the primary",
                    "doctor");
        }
        if (jdbc.text("SELECT setting FROM pg_settings WHERE name = 'fsync'").equals("off")) {
            findings.wrong(
                    "PostgreSQL runs with fsync off: a power cut may ruin it.",
                    "Set fsync=on",
                    "doctor");
        }
    }

    private static void schema(Jdbc jdbc, Findings findings) throws SQLException {
        var failed = jdbc.number("SELECT count(*) FROM flyway_schema_history WHERE NOT success");
        if (failed > 0) {
            findings.wrong(
                    "%d change(s) of the schema have failed.".formatted(failed),
                    "See the log of message-service at its start",
                    "upgrade");
        }
        var partitions = jdbc.progress().size();
        if (partitions != ChatLog.PARTITIONS) {
            findings.wrong(
                    "chat_progress has %d rows and must have %d."
                            .formatted(partitions, ChatLog.PARTITIONS),
                    "Somebody has deleted some: restore the database",
                    "doctor");
        }
        if (findings.isWell()) {
            findings.well(
                    "PostgreSQL answers; the schema of message-service has version %s."
                            .formatted(
                                    jdbc.text(
                                            "SELECT version FROM flyway_schema_history WHERE version IS NOT NULL"
                                                    + " ORDER BY installed_rank DESC LIMIT 1")));
        }
    }

    private static void rows(Jdbc jdbc, Findings findings) throws SQLException {
        var waiting = jdbc.number("SELECT count(*) FROM outbox");
        if (waiting > OUTBOX_WAITS) {
            findings.wrong(
                    "%,d changes of rooms wait to be told through Kafka.".formatted(waiting),
                    "message-service cannot reach Kafka, or does not keep up: see its log",
                    "doctor");
        }
        var quarantined = jdbc.number("SELECT count(*) FROM quarantine");
        if (quarantined > 0) {
            findings.doubtful(
                    "%,d records of the log could not be read and are in the table quarantine."
                            .formatted(quarantined),
                    "Find out who wrote them",
                    "parley_archive_quarantined_total-grows");
        }
    }
}
