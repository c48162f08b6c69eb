package io.parley.stack;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = "Makes a data folder of a backup.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "what ./parley backup wrote")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "",
            description = "an empty folder (default: .parley in the clone)")
    private Path data = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var directory = ParleyCommand.dataFolder(data);
        Backups.restore(file, directory);
        spec.commandLine()
                .getOut()
                .println("Restored to %s: ./parley up starts it".formatted(directory));
        return 0;
    }
}
