package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import io.parley.load.measure.Machine;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import io.parley.load.measure.ServerUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One kind of load: what it needs is made first, then it is measured. */
@Command(mixinStandardHelpOptions = true)
abstract class Scenario implements Callable<Integer> {

    @Option(names = "--data", description = "the data folder of the run (default: .parley)")
    private Path data = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Checks the options, by {@link #check}. */
    abstract void checkOptions();

    /** How many rooms of how many members are needed. */
    abstract Crowd prepare(Api api);

    abstract void measure(RunningStack stack, Crowd crowd, Results results);

    /** Whether what was measured was right too; asked afterwards. */
    boolean isGood() {
        return true;
    }

    @Override
    public final Integer call() throws IOException {
        checkOptions();
        var stack = RunningStack.read(folder());
        say("Making accounts and rooms");
        var crowd = prepare(Api.of(stack.rest()));
        var results = new Results();
        var servers = ServerUse.Start.of(stack);
        measure(stack, crowd, results);
        results.add("servers", servers.use());
        var machine = Machine.here();
        results.print(machine, this::say);
        say(
                "Written to "
                        + results.save(
                                machine, home().resolve("load-test/target/results"), spec.name()));
        if (!isGood()) {
            say("Not everybody got everything once and in order.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }

    final void check(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s must be %d to %d, not %d.".formatted(name, from, to, value));
        }
    }

    final void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    static List<URI> throughGateway(RunningStack stack) {
        return List.of(socket(stack.gateway().port()));
    }

    static List<URI> directToPods(RunningStack stack) {
        return stack.pods().stream().map(pod -> socket(pod.port())).toList();
    }

    private static URI socket(int port) {
        return URI.create("ws://127.0.0.1:%d/ws".formatted(port));
    }

    private Path folder() {
        return data.toString().isEmpty() ? home().resolve(".parley") : data.toAbsolutePath();
    }

    private static Path home() {
        return Path.of(System.getProperty("parley.home", "")).toAbsolutePath().normalize();
    }
}
