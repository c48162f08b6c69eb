package io.parley.stack;

import io.parley.stack.infrastructure.ChildProcess;
import io.parley.stack.infrastructure.FreePort;
import io.parley.stack.infrastructure.JavaProgram;
import io.parley.stack.infrastructure.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One service of the suite in a JVM that starts fast and stays small. */
public final class JavaService implements Server {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final String name;
    private final ServiceProgram program;
    private final int port;
    private final int managementPort = FreePort.next();
    private final Map<String, String> environment;
    private final Map<String, String> changed = new ConcurrentHashMap<>();
    private final DataFolder folder;
    private final Path log;

    JavaService(
            String name,
            ServiceProgram program,
            int port,
            Map<String, String> environment,
            DataFolder folder) {
        this.name = name;
        this.program = program;
        this.port = port;
        this.environment = environment;
        this.folder = folder;
        this.log = folder.newLog(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /** {@code http://host:port}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    URI readiness() {
        return URI.create(
                "http://127.0.0.1:%d/actuator/health/readiness".formatted(managementPort));
    }

    /** Changes a setting, an environment variable, from the next launch on. */
    public void set(String setting, String value) {
        changed.put(setting, value);
    }

    @Override
    public ChildProcess launch() {
        var variables = new TreeMap<>(environment);
        variables.putAll(changed);
        variables.put("SERVER_PORT", Integer.toString(port));
        variables.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        variables.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        return ChildProcess.start(
                ChildProcess.Spec.of(name, command(), folder.directory(), log)
                        .withEnvironment(variables));
    }

    private List<String> command() {
        var command =
                new ArrayList<>(
                        List.of(JavaProgram.path(), "-Xms32m", "-Xmx256m", "-XX:+UseSerialGC"));
        if (!program.usesCache() && !name.equals(Services.USER)) {
            // The start would take longer than the second compiler saves; but password hashes are
            // worth it
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(
                List.of(
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dparley.data=" + folder.directory()));
        command.addAll(program.arguments());
        return command;
    }

    @Override
    public boolean isReady(ChildProcess process) {
        try {
            var request = HttpRequest.newBuilder(readiness()).timeout(PROBE).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(4);
    }

    @Override
    public Duration stopLimit() {
        return program.stopLimit();
    }
}
