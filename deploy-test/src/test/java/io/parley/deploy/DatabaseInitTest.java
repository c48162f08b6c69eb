package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.Running;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the containers of PostgreSQL run over an empty volume, on a real one. */
@Tag("servers")
class DatabaseInitTest {

    private static final String SUPERUSER = "superuser-password";
    private static final String IT_HAS_A_QUOTE = "it's-a-password";

    @Test
    void makesForEachServiceARoleThatHasItsOwnSchemaAndNoOther(@TempDir Path folder)
            throws Exception {
        var server = new PostgresServer(folder, folder.resolve("log"), SUPERUSER, Durability.NONE);
        try (var running = Running.start(server)) {
            initialize(running.server());

            assertThat(valueOf(running.server(), "user_service", "SELECT current_schema"))
                    .isEqualTo("user_service");
            assertThat(valueOf(running.server(), "message_service", "SELECT current_schema"))
                    .isEqualTo("message_service");
            assertThat(
                            valueOf(
                                    running.server(),
                                    "user_service",
                                    "CREATE TABLE account (name text);"
                                            + " INSERT INTO account VALUES ('ann') RETURNING name"))
                    .isEqualTo("ann");
            assertThatThrownBy(
                            () ->
                                    valueOf(
                                            running.server(),
                                            "message_service",
                                            "SELECT name FROM user_service.account"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    /** The image makes the database, and psql puts in what {@code \getenv} has read. */
    private static void initialize(PostgresServer server) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE parley");
        }
        var text =
                Repository.text("docker/postgres-init.sql").replaceAll("(?m)^\\\\getenv .*$", "");
        var literal = "'" + IT_HAS_A_QUOTE.replace("'", "''") + "'";
        var sql = Pattern.compile(":'[a-z_]+'").matcher(text).replaceAll(literal);
        try (var connection = server.connect("parley");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String valueOf(PostgresServer server, String role, String sql)
            throws SQLException {
        try (var connection = connect(server, role);
                var statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getResultSet() == null) {
                statement.getMoreResults();
            }
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static Connection connect(PostgresServer server, String role) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("parley"), role, IT_HAS_A_QUOTE);
    }
}
