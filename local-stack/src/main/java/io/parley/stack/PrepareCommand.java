package io.parley.stack;

import io.parley.stack.infrastructure.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "prepare",
        description = "Runs the suite once, so that it starts faster from then on.",
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var jars = Services.jars(ParleyCommand.repository());
        Services.requireBuilt(ParleyCommand.repository());
        if (jars.stream().map(ServiceProgram::built).allMatch(ServiceProgram::isPrepared)) {
            return 0;
        }
        var data = Files.createTempDirectory("parley-prepare-");
        try {
            record(StackOptions.of(ParleyCommand.repository(), data).withPort(0).withPods(1));
        } finally {
            Directories.delete(data);
        }
        return 0;
    }

    private void record(StackOptions options) {
        var out = spec.commandLine().getOut();
        out.println("Running the suite once, so that it starts faster from then on");
        out.flush();
        try (var stack = LocalStack.start(options.unsupervised().preparing(), line -> {})) {
            // What people do first is to be fast, too
            new DemoLogins(stack, options.data()).lines();
        }
        var isDone =
                Services.jars(options.repository()).stream()
                        .map(ServiceProgram::built)
                        .allMatch(ServiceProgram::isPrepared);
        out.println(isDone ? "Prepared" : "Not all could be prepared: they start as before");
    }
}
