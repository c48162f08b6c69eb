package io.parley.chaos.drill;

import io.parley.chaos.ChaosException;
import io.parley.chaos.report.Machine;
import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
        restart
    }

    @Parameters(
            index = "0",
            description =
                    "scale: from two chat pods to four; restart: three pods and two gateways in turn")
    private Exercise exercise = Exercise.scale;

    @Option(names = "--sessions", description = "how many (default: ${DEFAULT-VALUE})")
    private int sessions = 600;

    @Spec private CommandSpec spec = CommandSpec.create();

    private DrillCommand() {}

    /** Ends the JVM with 0, or with 1 after saying why. */
    public static void main(String[] args) {
        var line = new CommandLine(new DrillCommand());
        line.setExecutionExceptionHandler(DrillCommand::explain);
        System.exit(line.execute(args));
    }

    private static int explain(
            Exception failure, CommandLine line, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof ChaosException || failure instanceof StackException) {
            line.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
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
        var machine = Machine.here(home(), Map.of());
        spec.commandLine().getOut().println("\n" + DrillReport.of(result, machine));
        if (result.isClean()) {
            Directories.delete(folder);
        }
        return result.isClean() ? 0 : 1;
    }

    private DrillOptions options(Path folder) {
        return switch (exercise) {
            case scale -> DrillOptions.scale(home(), folder, sessions);
            case restart -> DrillOptions.restart(home(), folder, sessions);
        };
    }

    private static Path home() {
        return Path.of(System.getProperty("parley.home", "")).toAbsolutePath().normalize();
    }

    private void say(String line) {
        var out = spec.commandLine().getOut();
        out.println(
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
                        + "  "
                        + line);
        out.flush();
    }
}
