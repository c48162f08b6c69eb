package io.parley.stack;

import io.parley.stack.infrastructure.StackException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = "Starts the whole suite and runs it until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PODS = 16;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + StackOptions.DEFAULT_PORT,
            description = "port for browsers (default: ${DEFAULT-VALUE}; 0 takes a free one)")
    private int port;

    @Option(
            names = "--pods",
            paramLabel = "N",
            defaultValue = "" + StackOptions.DEFAULT_PODS,
            description = "chat pods, 1 to 16 (default: ${DEFAULT-VALUE})")
    private int pods;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "",
            description = "where all data are kept (default: .parley in the clone)")
    private Path data = Path.of("");

    @Option(names = "--fresh", description = "forget the data of earlier runs")
    private boolean fresh;

    @Option(names = "--demo", description = "add a few people, rooms, messages and posts")
    private boolean demo;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        checkRange("--port", port, 0, MAX_PORT);
        checkRange("--pods", pods, 1, MAX_PODS);
        var out = spec.commandLine().getOut();
        var options =
                StackOptions.of(ParleyCommand.repository(), ParleyCommand.dataFolder(data))
                        .withPort(port)
                        .withPods(pods)
                        .withFresh(fresh);
        var stack = LocalStack.prepare(options, line -> print(out, line));
        var hook = Thread.ofPlatform().name("stop").unstarted(() -> stop(stack, out));
        Runtime.getRuntime().addShutdownHook(hook);
        print(out, "Starting Parley over " + options.data());
        try {
            stack.startAll();
            greet(stack, out);
            if (demo) {
                showDemo(stack, options.data(), out);
            }
            stack.forgetAdminPassword();
        } catch (StackException e) {
            if (!stack.isClosed()) {
                throw e;
            } // else it was a signal that cut the start short
        }
        new CountDownLatch(1).await(); // until a signal comes: the hook does the rest
        return 0;
    }

    private static void showDemo(LocalStack stack, Path directory, PrintWriter out) {
        var lines = new DemoLogins(stack, directory).lines();
        print(out, "People of the demo:");
        lines.forEach(line -> print(out, line));
        print(out, "");
    }

    private void checkRange(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s must be %d to %d, not %d.".formatted(name, from, to, value));
        }
    }

    private static void greet(LocalStack stack, PrintWriter out) {
        // of this JVM: the process is older, as a script that may have built first became it
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
        print(out, "Ready in %.1f s, using %d MB of memory".formatted(seconds, stack.megabytes()));
        print(out, "");
        print(out, "  Open   " + stack.address());
        print(out, "  Admin  " + describe(stack.admin()));
        print(out, "  Stop   Ctrl-C, or ./parley down");
        print(out, "");
    }

    private static String describe(FirstAdmin admin) {
        if (admin.password() == null) {
            return admin.username() + ", with the password of the first start";
        }
        return admin.generated()
                ? "%s, password %s (shown only this once)"
                        .formatted(admin.username(), admin.password())
                : admin.username() + ", with the password that PARLEY_ADMIN_PASSWORD gave";
    }

    private static void stop(LocalStack stack, PrintWriter out) {
        print(out, "Stopping");
        stack.close();
        print(out, "Stopped");
    }

    private static void print(PrintWriter out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
