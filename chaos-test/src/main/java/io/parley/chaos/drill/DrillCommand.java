package io.parley.chaos.drill;

import io.parley.chaos.Terminal;
import io.parley.chaos.report.Machine;
import io.parley.stack.infrastructure.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Main class behind {@code ./parley drill}. */
@Command(
        name = "drill",
        description =
                "Runs the whole suite with data of its own under load, and does with it what operators do."
                        + " At the end it checks that nothing was lost, doubled or refused.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all went well", "1:it did not"})
public final class DrillCommand implements Callable<Integer> {

    private static final int LEAST = 100;
    private static final int MOST = 5_000;

    /** What there is to exercise. */
    enum Exercise {
        scale,
        restart,
        versions
    }

    @Parameters(
            index = "0",
            description =
                    "scale: from two chat pods to four; restart: three pods and two gateways in turn;"
                            + " versions: three pods in turn to a newer version of the log's records, and back")
    private Exercise exercise = Exercise.scale;

    @Option(names = "--sessions", description = "how many (default: ${DEFAULT-VALUE})")
    private int sessions = 600;

    @Spec private CommandSpec spec = CommandSpec.create();

    private DrillCommand() {}

    /** Ends the JVM with 0, or with 1 after saying why. */
    public static void main(String[] args) {
        Terminal.run(new DrillCommand(), args);
    }

    @Override
    public Integer call() throws IOException {
        if (sessions < LEAST || sessions > MOST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sessions must be %d to %d, not %d.".formatted(LEAST, MOST, sessions));
        }
        var folder = Files.createTempDirectory("parley-drill-");
        say("Data, logs and traces are in " + folder);
        var result = new Drill(options(folder), this::say).run();
        var machine = Machine.here(Terminal.home(), Map.of());
        spec.commandLine().getOut().println("\n" + DrillReport.of(result, machine));
        if (result.isClean()) {
            Directories.delete(folder);
        }
        return result.isClean() ? 0 : 1;
    }

    private DrillOptions options(Path folder) {
        return switch (exercise) {
            case scale -> DrillOptions.scale(Terminal.home(), folder, sessions);
            case restart -> DrillOptions.restart(Terminal.home(), folder, sessions);
            case versions -> DrillOptions.versions(Terminal.home(), folder, sessions);
        };
    }

    private void say(String line) {
        Terminal.say(spec, line);
    }
}
