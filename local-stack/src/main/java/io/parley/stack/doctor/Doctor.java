package io.parley.stack.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Walks all that is known of an installation: first what others need, then what needs it. */
public final class Doctor {

    private Doctor() {}

    /** All findings, those of a part together, in the order of {@link #checks}. */
    @SuppressWarnings("resource") // closing waits, and all tasks are waited for anyway
    public static List<Finding> examine(Installation installation) {
        try (var http = new Http();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    checks(installation, http).stream()
                            .map(
                                    check ->
                                            CompletableFuture.supplyAsync(
                                                    () -> examine(check), threads))
                            .toList();
            return answers.stream().flatMap(answer -> answer.join().stream()).toList();
        }
    }

    private static List<Check> checks(Installation installation, Http http) {
        var checks = new ArrayList<Check>();
        Consumer<Check> add = checks::add;
        installation.data().map(DiskCheck::new).ifPresent(add);
        installation.kafka().map(KafkaCheck::new).ifPresent(add);
        installation.database().map(DatabaseCheck::new).ifPresent(add);
        installation.redis().map(RedisCheck::new).ifPresent(add);
        if (installation.kafka().isPresent() && installation.database().isPresent()) {
            add.accept(new ArchiveCheck(installation.kafka().get(), installation.database().get()));
        }
        if (installation.redis().isPresent() && installation.database().isPresent()) {
            add.accept(new StreamCheck(installation.redis().get(), installation.database().get()));
        }
        installation.services().forEach(service -> add.accept(new ServiceCheck(service, http)));
        installation
                .gateway()
                .ifPresent(
                        gateway ->
                                Stream.of(
                                                Stream.<Check>of(new GatewayCheck(gateway, http)),
                                                installation.login().stream()
                                                        .<Check>map(
                                                                login ->
                                                                        new SignInCheck(
                                                                                gateway, login,
                                                                                http)))
                                        .flatMap(each -> each)
                                        .forEach(add));
        return checks;
    }

    private static List<Finding> examine(Check check) {
        var findings = new Findings(check.subject());
        try {
            check.look(findings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            findings.wrong("Looking at it failed: " + Words.of(e) + ".", "See its log", "doctor");
        }
        return findings.all();
    }
}
