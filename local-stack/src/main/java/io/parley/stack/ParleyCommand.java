package io.parley.stack;

import io.parley.stack.infrastructure.StackException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main class behind the script {@code parley}. */
@Command(
        name = "parley",
        description = "Runs the whole suite on this machine.",
        subcommands = {
            UpCommand.class,
            PrepareCommand.class,
            StatusCommand.class,
            DownCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            TraceCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ParleyCommand {

    private ParleyCommand() {}

    /** Ends the JVM with 0, or with another code after one sentence that says what to do. */
    public static void main(String[] args) {
        var line = new CommandLine(new ParleyCommand());
        line.setExecutionExceptionHandler(ParleyCommand::explain);
        System.exit(line.execute(args));
    }

    private static int explain(
            Exception failure, CommandLine line, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof StackException) {
            line.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    /** The clone; the script says where it is. */
    static Path repository() {
        return Path.of(System.getProperty("parley.home", "")).toAbsolutePath().normalize();
    }

    static Path dataFolder(Path chosen) {
        return chosen.toString().isEmpty()
                ? repository().resolve(".parley")
                : chosen.toAbsolutePath().normalize();
    }
}
