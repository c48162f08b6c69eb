package io.parley.load;

import io.parley.load.client.LoadException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main class behind {@code ./parley load}. */
@Command(
        name = "load",
        description =
                "Measures the suite that ./parley up runs. It makes accounts and rooms in it, so give it"
                        + " data of its own (./parley up --data DIR --fresh), and tells the admin's name"
                        + " and password by PARLEY_ADMIN_NAME and PARLEY_ADMIN_PASSWORD.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SCENARIO",
        subcommands = {
            FanoutScenario.class,
            RoomsScenario.class,
            IdleScenario.class,
            ConnectScenario.class,
            ResumeScenario.class,
            PostsScenario.class,
            NeighboursScenario.class,
            ReactionsScenario.class,
            PresenceScenario.class
        })
public final class LoadCommand {

    private LoadCommand() {}

    /** Ends the JVM with 0, or with another code after one sentence that says what to do. */
    public static void main(String[] args) {
        var line = new CommandLine(new LoadCommand());
        line.setExecutionExceptionHandler(LoadCommand::explain);
        System.exit(line.execute(args));
    }

    private static int explain(
            Exception failure, CommandLine line, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof LoadException) {
            line.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
