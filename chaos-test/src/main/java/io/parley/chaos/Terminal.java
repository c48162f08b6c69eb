package io.parley.chaos;

import io.parley.chaos.control.ChaosException;
import io.parley.stack.infrastructure.StackException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** How the commands of this module run and speak. */
public final class Terminal {

    private Terminal() {}

    /** Ends the JVM with what the command answers, or with 1 after saying why it could not. */
    public static void run(Callable<Integer> command, String... args) {
        var line = new CommandLine(command);
        line.setExecutionExceptionHandler(Terminal::explain);
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

    /** Where the repository is. */
    public static Path home() {
        return Path.of(System.getProperty("parley.home", "")).toAbsolutePath().normalize();
    }

    /** Prints a line with the time of day. */
    public static void say(CommandSpec spec, String line) {
        var out = spec.commandLine().getOut();
        out.println(
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
                        + "  "
                        + line);
        out.flush();
    }
}
