package io.parley.stack;

import io.parley.stack.infrastructure.StackException;
import io.parley.stack.trace.Collector;
import io.parley.stack.trace.TraceTree;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "trace",
        description = "Collects traces of messages and shows each as a tree, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {

    /** After so much silence about a message nothing more is expected. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    @Option(names = "--port", defaultValue = "4318", description = "port (${DEFAULT-VALUE})")
    private int port;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        try (var collector = Collector.start(port)) {
            out.printf(
                    "Waiting for traces. Start Parley with%n  PARLEY_TRACING_ENDPOINT=%s"
                            + " PARLEY_TRACING_PERCENT=100 ./parley up%nand send a message.%n%n",
                    collector.endpoint());
            out.flush();
            collector.onQuiet(
                    QUIET,
                    spans -> {
                        out.println(TraceTree.of(spans));
                        out.flush();
                    });
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException e) {
            throw new StackException(
                    "Port %d cannot be used (%s): choose another one with --port."
                            .formatted(port, e.getMessage()),
                    e);
        }
    }
}
