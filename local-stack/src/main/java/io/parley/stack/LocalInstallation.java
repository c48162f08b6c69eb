package io.parley.stack;

import io.parley.stack.doctor.Installation;
import io.parley.stack.infrastructure.KafkaAccess;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.RedisServer;
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
        var secrets = Secrets.read(directory);
        return new Installation(
                Optional.of(URI.create(run.address())),
                services,
                port(run, "kafka")
                        .map(
                                port ->
                                        KafkaAccess.local(
                                                "127.0.0.1:" + port,
                                                secrets.map(Secrets::kafka).orElse(""))),
                port(run, "postgresql").flatMap(port -> secrets.map(kept -> database(port, kept))),
                port(run, "redis")
                        .map(port -> RedisServer.url(port, secrets.map(Secrets::redis).orElse(""))),
                Optional.of(directory),
                login);
    }

    private static Installation.Database database(int port, Secrets secrets) {
        return new Installation.Database(
                PostgresServer.jdbcUrl(Services.DATABASE, port),
                Services.MESSAGE_SCHEMA,
                secrets.messageService());
    }

    private static Optional<Integer> port(RunRecord run, String name) {
        return run.members().stream()
                .filter(member -> member.name().equals(name))
                .map(RunRecord.Entry::port)
                .findFirst();
    }
}
