package io.parley.load;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Main class behind {@code ./parley load}. */
@Command(
        name = "load",
        description =
                "Measures the suite that ./parley up runs. It makes accounts and a room in it, so give"
                        + " it data of its own (./parley up --data DIR --fresh).",
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {

    private static final int MAX_MEMBERS = 1_000;
    private static final int MAX_RATE = 400;
    private static final int MAX_SECONDS = 60;
    private static final int MAX_CONNECTIONS = 10_000;

    /** What is measured. */
    enum Scenario {
        fanout,
        idle,
        memory,
        all
    }

    @Parameters(
            index = "0",
            paramLabel = "SCENARIO",
            description =
                    "fanout: CPU for each delivered message; idle: memory for each connection;"
                            + " memory: of each process; all: all of it")
    private Scenario scenario = Scenario.all;

    @Option(names = "--data", description = "the data folder of the run (default: .parley)")
    private Path data = Path.of("");

    @Option(names = "--members", description = "in the room (default: ${DEFAULT-VALUE})")
    private int members = 500;

    @Option(
            names = "--rates",
            split = ",",
            description = "messages a second, one measurement each (default: 5,20,40)")
    private List<Integer> rates = List.of(5, 20, 40);

    @Option(names = "--seconds", description = "for each rate (default: ${DEFAULT-VALUE})")
    private int seconds = 15;

    @Option(names = "--connections", description = "idle ones (default: ${DEFAULT-VALUE})")
    private int connections = 2_000;

    @Spec private CommandSpec spec = CommandSpec.create();

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

    @Override
    public Integer call() throws IOException {
        checkAll();
        var stack = RunningStack.read(folder());
        var results = new LinkedHashMap<String, Object>();
        results.put("memory", MemoryResult.of(stack));
        if (scenario != Scenario.memory) {
            underLoad(stack, results);
        }
        results.put("machine", Machine.here());
        print(results);
        save(results);
        return 0;
    }

    private void underLoad(RunningStack stack, Map<String, Object> results) {
        var api = Api.of(stack.rest());
        say("Making %d accounts and a room".formatted(members));
        var people = People.register(api, members);
        var room =
                people.room(environment("PARLEY_ADMIN_NAME"), environment("PARLEY_ADMIN_PASSWORD"));
        if (scenario != Scenario.fanout) {
            say("Opening %d idle connections".formatted(connections));
            results.put("idle", new Idle(stack, people, room).run(connections, gateway(stack)));
        }
        if (scenario != Scenario.idle) {
            fanout(stack, people, room, results);
            results.put("memoryAfterwards", MemoryResult.of(stack));
        }
    }

    private void fanout(
            RunningStack stack, People people, String room, Map<String, Object> results) {
        var fanout = new Fanout(stack, people, room, seconds, rates);
        var pods = stack.pods().stream().map(pod -> socket(pod.port())).toList();
        say("Sending to a room of %d through the gateway".formatted(members));
        var rows = new ArrayList<>(fanout.run("gateway", List.of(gateway(stack)), rates));
        say("Sending to a room of %d direct to chat-service".formatted(members));
        rows.addAll(fanout.run("direct", pods, rates));
        results.put("background", fanout.background());
        results.put("fanout", rows);
    }

    private static URI gateway(RunningStack stack) {
        return socket(stack.gateway().port());
    }

    private static URI socket(int port) {
        return URI.create("ws://127.0.0.1:%d/ws".formatted(port));
    }

    private void print(Map<String, Object> results) {
        say("");
        results.forEach(
                (name, value) -> {
                    switch (value) {
                        case Machine machine -> say(machine.line());
                        case List<?> rows -> table(name, rows);
                        default -> say(name + ": " + value);
                    }
                });
    }

    private void table(String name, List<?> rows) {
        say(name);
        say("");
        for (var i = 0; i < rows.size(); i++) {
            switch (rows.get(i)) {
                case FanoutResult row -> say((i == 0 ? FanoutResult.HEAD + "\n" : "") + row.row());
                case BackgroundResult row ->
                        say((i == 0 ? BackgroundResult.HEAD + "\n" : "") + row.row());
                case IdleResult row -> say((i == 0 ? IdleResult.HEAD + "\n" : "") + row.row());
                case MemoryResult row -> say((i == 0 ? MemoryResult.HEAD + "\n" : "") + row.row());
                default -> say(String.valueOf(rows.get(i)));
            }
        }
        say("");
    }

    private void save(Map<String, Object> results) throws IOException {
        var folder = home().resolve("load-test/target/results");
        Files.createDirectories(folder);
        var file = folder.resolve("%s-%d.json".formatted(scenario, System.currentTimeMillis()));
        Files.write(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(results));
        say("Written to " + file);
    }

    private void checkAll() {
        check("--members", members, 1, MAX_MEMBERS);
        check("--seconds", seconds, 1, MAX_SECONDS);
        check("--connections", connections, 1, MAX_CONNECTIONS);
        rates.forEach(rate -> check("--rates", rate, 1, MAX_RATE));
    }

    private void check(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s must be %d to %d, not %d.".formatted(name, from, to, value));
        }
    }

    private static String environment(String name) {
        var value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new LoadException(
                    name + " must be set, as it was for ./parley up: only an admin makes rooms.");
        }
        return value;
    }

    private Path folder() {
        return data.toString().isEmpty() ? home().resolve(".parley") : data.toAbsolutePath();
    }

    private static Path home() {
        return Path.of(System.getProperty("parley.home", "")).toAbsolutePath().normalize();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
