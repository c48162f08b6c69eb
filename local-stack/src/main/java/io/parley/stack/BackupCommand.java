package io.parley.stack;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        description = "Writes all that runs over a data folder to one file, while it runs.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a new file, such as parley.tar.gz")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "",
            description = "the data folder (default: .parley in the clone)")
    private Path data = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Backups.make(ParleyCommand.dataFolder(data), file);
        spec.commandLine()
                .getOut()
                .println("Wrote %s; it holds every secret, keep it safe".formatted(file));
        return 0;
    }
}
