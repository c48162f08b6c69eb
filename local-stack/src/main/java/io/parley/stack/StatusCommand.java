package io.parley.stack;

import io.parley.stack.process.MemoryUse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Shows what runs over a data folder.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is ready", "1:something is not ready", "3:it does not run"})
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_READY = 1;
    private static final int NOT_RUNNING = 3;
    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "",
            description = "the data folder (default: .parley in the clone)")
    private Path data = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var directory = ParleyCommand.dataFolder(data);
        var out = spec.commandLine().getOut();
        var run = RunRecord.read(directory);
        var launcher = run.flatMap(record -> record.launcher().process());
        if (run.isEmpty() || launcher.isEmpty()) {
            out.println("Parley does not run over " + directory);
            return NOT_RUNNING;
        }
        out.println(
                "Parley runs on %s since %s"
                        .formatted(run.get().address(), TIME.format(run.get().startedAt())));
        out.println(
                "%-16s %8s %6s %9s  %s".formatted("NAME", "PROCESS", "PORT", "MEMORY", "STATE"));
        out.println(line(run.get().launcher(), MemoryUse::ownMegabytes, "supervises"));
        boolean allReady = true;
        for (var member : run.get().members()) {
            var state = state(member);
            allReady &= state.equals("ready");
            out.println(line(member, MemoryUse::megabytes, state));
        }
        return allReady ? 0 : NOT_READY;
    }

    private static String line(
            RunRecord.Entry entry, ToLongFunction<ProcessHandle> measure, String state) {
        long memory = entry.process().stream().mapToLong(measure).sum();
        return "%-16s %8d %6s %6d MB  %s"
                .formatted(
                        entry.name(),
                        entry.pid(),
                        entry.port() == 0 ? "" : Integer.toString(entry.port()),
                        memory,
                        state);
    }

    private static String state(RunRecord.Entry member) {
        if (member.process().isEmpty()) {
            return "ended";
        }
        boolean ready =
                member.readiness() == null
                        ? accepts(member.port())
                        : answers(URI.create(member.readiness()));
        return ready ? "ready" : "not ready";
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) PROBE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answers(URI readiness) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(readiness).timeout(PROBE).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
