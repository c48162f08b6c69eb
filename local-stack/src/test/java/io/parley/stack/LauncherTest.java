package io.parley.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.stack.infrastructure.JavaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as another terminal sees them: each in a JVM of its own. */
class LauncherTest {

    private static final long PATIENCE_SECONDS = 120;

    @TempDir Path directory;
    private final List<Process> started = new ArrayList<>();
    private Path clone = Path.of("");

    @BeforeEach
    void makeRepository() throws IOException {
        clone = StandInRepository.in(directory.resolve("clone"));
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroy);
    }

    @Test
    void upStatusAndDownAcrossTerminals() throws Exception {
        var up = launch("up", "--port", "0", "--pods", "1");
        var greeting = awaitGreeting(up);
        assertThat(greeting).anyMatch(line -> line.contains("Admin  admin, password "));

        var status = launch("status");
        assertThat(read(status)).contains("chat-1", "redis", "ready").doesNotContain("not ready");
        assertThat(status.waitFor()).isZero();

        var second = launch("up", "--port", "0");
        assertThat(read(second)).contains("Parley already runs over");
        assertThat(second.waitFor()).isEqualTo(1);

        var members = members();
        var down = launch("down");
        assertThat(read(down)).contains("Parley has stopped");
        assertThat(down.waitFor()).isZero();
        assertThat(up.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(members).noneMatch(member -> member.process().isPresent());
        assertThat(launch("status").waitFor()).isEqualTo(3);
    }

    @Test
    void recoversByItselfAfterTheLauncherWasKilled() throws Exception {
        var up = launch("up", "--port", "0", "--pods", "1");
        awaitGreeting(up);
        var orphans = members();
        up.destroyForcibly().waitFor();

        var again = launch("up", "--port", "0", "--pods", "1");
        var greeting = awaitGreeting(again);

        assertThat(orphans).noneMatch(member -> member.process().isPresent());
        assertThat(greeting).anyMatch(line -> line.contains("the password of the first start"));
    }

    private List<RunRecord.Entry> members() {
        var members = RunRecord.read(clone.resolve(".parley")).orElseThrow().members();
        assertThat(members).allMatch(member -> member.process().isPresent());
        return members;
    }

    private Process launch(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.addAll(
                List.of(
                        JavaProgram.path(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dparley.home=" + clone,
                        "-cp",
                        JavaProgram.classPath(),
                        ParleyCommand.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    private static List<String> awaitGreeting(Process up) throws IOException {
        var lines = new ArrayList<String>();
        var reader = up.inputReader();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.contains("Stop   Ctrl-C")) {
                return lines;
            }
        }
        throw new AssertionError("never ready: " + lines);
    }

    private static String read(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
