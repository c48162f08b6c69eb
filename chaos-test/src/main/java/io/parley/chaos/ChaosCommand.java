package io.parley.chaos;

import io.parley.chaos.options.ChaosOptions;
import io.parley.chaos.report.ReportFiles;
import io.parley.stack.infrastructure.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Main class behind {@code ./parley chaos}. */
@Command(
        name = "chaos",
        description =
                "Runs the whole suite with data of its own, lets clients talk and breaks it at random."
                        + " At the end it checks that nothing was lost, doubled or out of order.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every promise was kept", "1:one was broken, or the run failed"})
public final class ChaosCommand implements Callable<Integer> {

    private static final int MAX_MINUTES = 7 * 24 * 60;
    private static final int MAX_PODS = 8;
    private static final int MAX_GROUPS = 2;

    @Option(names = "--minutes", description = "how long faults go on (default: ${DEFAULT-VALUE})")
    private int minutes = 10;

    @Option(names = "--seed", description = "of the schedule (default: a new one)")
    private long seed = System.currentTimeMillis() % 100_000;

    @Option(names = "--pods", description = "chat pods (default: ${DEFAULT-VALUE})")
    private int pods = 2;

    @Option(
            names = "--groups",
            description =
                    "how many pods walk each partition of the log (default: ${DEFAULT-VALUE})")
    private int groups = 2;

    @Option(
            names = "--only",
            paramLabel = "KIND",
            description =
                    "faults whose kind begins so, such as \"F1 kill -9 chat pod\" (default: all)")
    private String only = "";

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            description = "where the report is written (default: chaos-test/target/reports)")
    private Path reports = Path.of("");

    @Option(names = "--keep", description = "keep data, logs and traces even if all is well")
    private boolean keep;

    @Spec private CommandSpec spec = CommandSpec.create();

    private ChaosCommand() {}

    /** Ends the JVM with 0, or with 1 after saying why. */
    public static void main(String[] args) {
        Terminal.run(new ChaosCommand(), args);
    }

    @Override
    public Integer call() throws IOException {
        check("--minutes", minutes, MAX_MINUTES);
        check("--pods", pods, MAX_PODS);
        check("--groups", groups, MAX_GROUPS);
        var folder = Files.createTempDirectory("parley-chaos-");
        say("Data, logs and traces are in " + folder);
        var options =
                ChaosOptions.minutes(Terminal.home(), folder, minutes, seed)
                        .with(pods, groups, only);
        var report = new ChaosRun(options, this::say).run();
        var file = ReportFiles.write(report, command(), reports());
        say("");
        say(report.clean() ? "Every promise was kept." : "Promises were broken.");
        say("The report is " + file);
        if (report.clean() && !keep) {
            Directories.delete(folder);
        }
        return report.clean() ? 0 : 1;
    }

    private String command() {
        return "./parley chaos --minutes %d --seed %d --pods %d --groups %d"
                        .formatted(minutes, seed, pods, groups)
                + (only.isEmpty() ? "" : " --only \"%s\"".formatted(only));
    }

    private void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), "%s must be 1 to %d, not %d.".formatted(name, most, value));
        }
    }

    private Path reports() {
        return reports.toString().isEmpty()
                ? Terminal.home().resolve("chaos-test/target/reports")
                : reports.toAbsolutePath();
    }

    private void say(String line) {
        Terminal.say(spec, line);
    }
}
