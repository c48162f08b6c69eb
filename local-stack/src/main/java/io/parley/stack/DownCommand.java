package io.parley.stack;

import io.parley.stack.infrastructure.StackException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "down",
        description = "Stops what runs over a data folder.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 120;

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
        if (run.isEmpty()) {
            out.println("Parley does not run over " + directory);
            return 0;
        }
        run.get().launcher().process().ifPresent(launcher -> stop(launcher, out));
        int orphans = Orphans.end(directory);
        if (orphans > 0) {
            out.println("Ended %d processes of a run that was killed".formatted(orphans));
        }
        out.println("Parley has stopped; its data are in " + directory);
        return 0;
    }

    private static void stop(ProcessHandle launcher, PrintWriter out) {
        out.println("Stopping Parley (process %d)".formatted(launcher.pid()));
        out.flush();
        launcher.destroy();
        launcher.onExit().completeOnTimeout(launcher, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (launcher.isAlive()) {
            throw new StackException(
                    "Parley (process %d) does not stop: end it with kill -9 and call ./parley down again."
                            .formatted(launcher.pid()));
        }
    }
}
