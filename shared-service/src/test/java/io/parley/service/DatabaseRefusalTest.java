package io.parley.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that wants encryption and a password, and whose certificate is for 127.0.0.1 alone. */
@Tag("servers")
class DatabaseRefusalTest {

    private static final String PASSWORD = "test-password";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir private static Path directory;

    private static TestAuthority authority;
    private static Running<PostgresServer> server;

    @BeforeAll
    static void start() {
        authority = new TestAuthority(directory);
        var identity = authority.issue("127.0.0.1");
        server =
                server(
                        directory.resolve("postgresql"),
                        Map.of(
                                "ssl",
                                "on",
                                "ssl_cert_file",
                                identity.certificate().toString(),
                                "ssl_key_file",
                                identity.key().toString()));
    }

    private static Running<PostgresServer> server(Path data, Map<String, String> settings) {
        return Running.start(
                new PostgresServer(
                        data,
                        data.resolveSibling(data.getFileName() + ".log"),
                        PASSWORD,
                        Durability.NONE,
                        settings));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theLinkIsEncrypted() throws SQLException {
        assertThat(isEncrypted("127.0.0.1", file(authority))).isTrue();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws IOException {
        var other = new TestAuthority(Files.createDirectory(directory.resolve("other")));

        var failure = catchThrowable(() -> isEncrypted("127.0.0.1", file(other)));

        assertThat(sentence(failure))
                .startsWith(
                        "The certificate of PostgreSQL is signed by an authority that is not"
                                + " known");
    }

    /** As in k8s/production: what the Java runtime trusts. */
    @Test
    void aCertificateOfAnAuthorityThatNobodyKnowsIsRefused() {
        var failure =
                catchThrowable(
                        () ->
                                isEncrypted(
                                        "127.0.0.1",
                                        "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"));

        assertThat(sentence(failure))
                .startsWith("The certificate of PostgreSQL is signed by an authority that is not");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        var failure = catchThrowable(() -> isEncrypted("localhost", file(authority)));

        assertThat(sentence(failure))
                .startsWith("The certificate of PostgreSQL is for another name");
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsSaidToBeOne() {
        try (var plain = server(directory.resolve("plain"), Map.of())) {
            var failure =
                    catchThrowable(
                            () -> isEncrypted(plain, "127.0.0.1", file(authority), PASSWORD));

            assertThat(sentence(failure)).startsWith("PostgreSQL does not speak TLS");
        }
    }

    @Test
    void aWrongPasswordIsSaidToBeOne() {
        var failure =
                catchThrowable(() -> isEncrypted(server, "127.0.0.1", file(authority), "other"));

        assertThat(sentence(failure))
                .startsWith("PostgreSQL refuses the login: check PARLEY_DB_USER")
                .doesNotContain("other");
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeAway() {
        var failure = catchThrowable(() -> connect("jdbc:postgresql://127.0.0.1:1/postgres", ""));

        assertThat(sentence(failure)).startsWith("PostgreSQL does not answer");
    }

    private static String sentence(Throwable failure) {
        var atStart = new IllegalStateException("a bean could not be made", failure);
        return Objects.requireNonNull(new DatabaseRefusalAnalyzer().analyze(atStart))
                .getDescription();
    }

    private static String file(TestAuthority trusted) {
        return "sslrootcert=" + trusted.file();
    }

    private static boolean isEncrypted(String host, String trust) throws SQLException {
        return isEncrypted(server, host, trust, PASSWORD);
    }

    private static boolean isEncrypted(
            Running<PostgresServer> to, String host, String trust, String password)
            throws SQLException {
        return connect(
                "jdbc:postgresql://%s:%d/postgres?sslmode=verify-full&%s"
                        .formatted(host, to.server().port(), trust),
                password);
    }

    /** As the services do: through a pool. */
    private static boolean connect(String url, String password) throws SQLException {
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setUsername(PostgresServer.SUPERUSER);
            pool.setPassword(password);
            pool.setConnectionTimeout(PATIENCE.toMillis());
            pool.setInitializationFailTimeout(-1);
            try (var connection = pool.getConnection();
                    var rows =
                            connection
                                    .createStatement()
                                    .executeQuery(
                                            "select ssl from pg_stat_ssl where pid ="
                                                    + " pg_backend_pid()")) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
