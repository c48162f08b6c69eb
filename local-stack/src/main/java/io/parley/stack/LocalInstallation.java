package io.parley.stack;

import io.parley.stack.doctor.Installation;
import io.parley.stack.infrastructure.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where everything is that runs over a data folder. */
final class LocalInstallation {

    private LocalInstallation() {}

    static Installation of(RunRecord run, Path directory, Optional<Installation.Login> login) {
        var services =
                run.members().stream()
                        .flatMap(
                                member ->
                                        Optional.ofNullable(member.readiness()).stream()
                                                .map(URI::create)
                                                .map(
                                                        uri ->
                                                                new Installation.Service(
                                                                        member.name(),
                                                                        uri.resolve("/"))))
                        .toList();
        return new Installation(
                Optional.of(URI.create(run.address())),
                services,
                port(run, "kafka").map(port -> "127.0.0.1:" + port),
                port(run, "postgresql").flatMap(port -> database(port, directory)),
                port(run, "redis").map(port -> "redis://127.0.0.1:" + port),
                Optional.of(directory),
                login);
    }

    private static Optional<Installation.Database> database(int port, Path directory) {
        return Secrets.read(directory)
                .map(
                        secrets ->
                                new Installation.Database(
                                        PostgresServer.jdbcUrl(Services.DATABASE, port),
                                        Services.MESSAGE_SCHEMA,
                                        secrets.messageService()));
    }

    private static Optional<Integer> port(RunRecord run, String name) {
        return run.members().stream()
                .filter(member -> member.name().equals(name))
                .map(RunRecord.Entry::port)
                .findFirst();
    }
}
