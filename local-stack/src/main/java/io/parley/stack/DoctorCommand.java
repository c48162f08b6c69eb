package io.parley.stack;

import io.parley.stack.doctor.Doctor;
import io.parley.stack.doctor.Finding;
import io.parley.stack.doctor.Finding.Level;
import io.parley.stack.doctor.Installation;
import io.parley.stack.infrastructure.StackException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description =
                "Looks at each part of an installation and says what is wrong: the suite that runs"
                        + " over the data folder, or what --url, --services and the environment name"
                        + " (PARLEY_REDIS_URL; PARLEY_KAFKA_BOOTSTRAP_SERVERS and how it is signed in"
                        + " to; PARLEY_DB_URL, _USER and _PASSWORD of message-service).",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is"})
final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "",
            description = "the data folder (default: .parley in the clone)")
    private Path data = Path.of("");

    @Option(names = "--url", paramLabel = "URL", description = "where people open Parley")
    private @Nullable URI url;

    @Option(
            names = "--services",
            paramLabel = "NAME=URL",
            split = ",",
            description =
                    "services with their management addresses, such as chat-1=http://10.0.0.7:9080")
    private Map<String, URI> services = Map.of();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description =
                    "also sign in as this person, whose password is in PARLEY_DOCTOR_PASSWORD")
    private @Nullable String person;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var installation = url == null && services.isEmpty() ? local() : elsewhere();
        var findings = Doctor.examine(installation);
        findings.forEach(this::say);
        long wrong = count(findings, Level.WRONG);
        var out = spec.commandLine().getOut();
        out.println();
        out.println(
                wrong == 0
                        ? "All is well."
                        : "%d thing(s) are wrong; begin with the first one.".formatted(wrong));
        out.flush();
        return wrong == 0 ? 0 : 1;
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private void say(Finding finding) {
        var mark =
                switch (finding.level()) {
                    case WELL -> "well ";
                    case DOUBTFUL -> "look ";
                    case WRONG -> "WRONG";
                };
        var out = spec.commandLine().getOut();
        out.println("%s  %s: %s".formatted(mark, finding.subject(), finding.text()));
        if (!finding.remedy().isEmpty()) {
            out.println("         " + finding.remedy());
        }
    }

    private Installation local() {
        var directory = ParleyCommand.dataFolder(data);
        var run =
                RunRecord.read(directory).filter(record -> record.launcher().process().isPresent());
        if (run.isPresent()) {
            return LocalInstallation.of(run.get(), directory, login());
        }
        if (environment("PARLEY_KAFKA_BOOTSTRAP_SERVERS").isEmpty()) {
            throw new StackException(
                    "Parley does not run over %s: start it with ./parley up, or say with --url, --services and PARLEY_ variables where it runs."
                            .formatted(directory));
        }
        return elsewhere();
    }

    private Installation elsewhere() {
        var database =
                environment("PARLEY_DB_URL")
                        .map(
                                jdbc ->
                                        new Installation.Database(
                                                jdbc,
                                                environment("PARLEY_DB_USER").orElse(""),
                                                environment("PARLEY_DB_PASSWORD").orElse("")));
        return new Installation(
                Optional.ofNullable(url),
                services.entrySet().stream()
                        .map(entry -> new Installation.Service(entry.getKey(), entry.getValue()))
                        .toList(),
                new KafkaElsewhere(System.getenv()).access(),
                database,
                environment("PARLEY_REDIS_URL"),
                Optional.empty(),
                login());
    }

    private Optional<Installation.Login> login() {
        var name = person;
        return name == null
                ? Optional.empty()
                : Optional.of(new Installation.Login(name, passwordOf(name)));
    }

    private static String passwordOf(String name) {
        return environment("PARLEY_DOCTOR_PASSWORD")
                .orElseThrow(
                        () ->
                                new StackException(
                                        "Give the password of %s in PARLEY_DOCTOR_PASSWORD."
                                                .formatted(name)));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
