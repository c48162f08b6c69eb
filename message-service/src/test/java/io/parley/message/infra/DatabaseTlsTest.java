package io.parley.message.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is for 127.0.0.1 alone. */
class DatabaseTlsTest {

    private static final String PASSWORD = "test-password";

    @TempDir private static Path directory;

    private static TestAuthority authority;
    private static Running<PostgresServer> server;

    @BeforeAll
    static void start() {
        authority = new TestAuthority(directory);
        var identity = authority.issue("127.0.0.1");
        server =
                Running.start(
                        new PostgresServer(
                                directory.resolve("postgresql"),
                                directory.resolve("postgresql.log"),
                                PASSWORD,
                                Durability.NONE,
                                Map.of(
                                        "ssl",
                                        "on",
                                        "ssl_cert_file",
                                        identity.certificate().toString(),
                                        "ssl_key_file",
                                        identity.key().toString())));
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

        assertThat(DatabaseAwayAnalyzer.sentence(failure))
                .startsWith(
                        "The certificate of PostgreSQL is signed by an authority that is not known");
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

        assertThat(DatabaseAwayAnalyzer.sentence(failure))
                .startsWith("The certificate of PostgreSQL is signed by an authority that is not");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        var failure = catchThrowable(() -> isEncrypted("localhost", file(authority)));

        assertThat(DatabaseAwayAnalyzer.sentence(failure))
                .startsWith("The certificate of PostgreSQL is for another name");
    }

    private static String file(TestAuthority trusted) {
        return "sslrootcert=" + trusted.file();
    }

    private static boolean isEncrypted(String host, String trust) throws SQLException {
        var url =
                "jdbc:postgresql://%s:%d/postgres?sslmode=verify-full&%s"
                        .formatted(host, server.server().port(), trust);
        var settings = new DatabaseSettings(url, PostgresServer.SUPERUSER, PASSWORD, 1);
        try (var pool = new Connections().dataSource(settings);
                var connection = pool.getConnection();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
