package io.parley.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class LocalStackTest {

    @TempDir Path directory;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private StackOptions options = StackOptions.of(Path.of(""), Path.of(""));

    @BeforeEach
    void makeRepository() throws IOException {
        options =
                StackOptions.of(StandInRepository.in(directory.resolve("clone")), data())
                        .withPort(0)
                        .withEnvironment(Map.of());
    }

    private Path data() {
        return directory.resolve("data");
    }

    @Test
    void startsEverythingKeepsDataAndLeavesNothingRunning() throws Exception {
        List<ProcessHandle> processes;
        String first;
        try (var stack = LocalStack.start(options, said::add)) {
            assertThat(stack.memberNames())
                    .containsExactly(
                            "chat-1",
                            "chat-2",
                            "gateway",
                            "kafka",
                            "message-service",
                            "postgresql",
                            "redis",
                            "user-service");
            assertThat(stack.megabytes()).isPositive();
            first = settingsOf(stack, "message-service");
            assertThat(answerToAnybody(stack.member("redis").server().port()))
                    .startsWith("-NOAUTH");
            processes = processes(stack);
            stack.forgetAdminPassword();
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(data().resolve("run.json")).doesNotExist();

        try (var stack = LocalStack.start(options, said::add)) {
            assertThat(setting(settingsOf(stack, "message-service"), "PARLEY_DB_PASSWORD"))
                    .isEqualTo(setting(first, "PARLEY_DB_PASSWORD"));
            assertThat(stack.admin().password()).isNull();
        }
    }

    @Test
    void givesEachServiceTheSettingsOfTheContractAndTheAdminOnlyToUserService() throws Exception {
        try (var stack =
                LocalStack.start(
                        options.withEnvironment(
                                Map.of(
                                        "PARLEY_SEQUENCER_GROUPS", "1",
                                        "PARLEY_CONNECTIONS_PER_ADDRESS", "7",
                                        "PARLEY_ADMIN_NAME", "root",
                                        "PARLEY_ADMIN_PASSWORD", "a-given-password")),
                        said::add)) {
            assertThat(settingsOf(stack, "user-service"))
                    .contains("PARLEY_ADMIN_NAME=root", "PARLEY_ADMIN_PASSWORD=a-given-password")
                    .contains("PARLEY_DB_USER=user_service")
                    .contains("PARLEY_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:")
                    .contains(
                            "PARLEY_POLICY_FOLLOWERS="
                                    + stack.service("message-service").url()
                                    + ","
                                    + stack.service("chat-1").url());
            assertThat(settingsOf(stack, "chat-2"))
                    .contains("PARLEY_POD_ID=chat-2", "PARLEY_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:")
                    .contains("PARLEY_SEQUENCER_GROUPS=1")
                    .contains(
                            "PARLEY_KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT",
                            "PARLEY_KAFKA_PASSWORD=" + Secrets.read(data()).orElseThrow().kafka())
                    .doesNotContain("PARLEY_ADMIN", "PARLEY_DB");
            assertThat(settingsOf(stack, "gateway"))
                    .contains(stack.service("chat-1").url() + "," + stack.service("chat-2").url())
                    .contains(
                            "PARLEY_CONNECTIONS_PER_ADDRESS=7",
                            "PARLEY_REDIS_URL=redis://:"
                                    + Secrets.read(data()).orElseThrow().redis()
                                    + "@127.0.0.1:")
                    .contains("PARLEY_SIGN_INS_PER_MINUTE=100000");
        }
    }

    @Test
    void startsAMemberAgainThatWasKilled() throws Exception {
        try (var stack = LocalStack.start(options, said::add)) {
            var pod = stack.member("chat-1");
            long before = pod.process().pid();

            pod.process().kill();

            awaitLine("chat-1 ended with code 137");
            awaitLine("chat-1 is ready again");
            assertThat(pod.process().pid()).isNotEqualTo(before);
            assertThat(pod.isReady()).isTrue();
            assertThat(RunRecord.read(data()).orElseThrow().members())
                    .anyMatch(member -> member.pid() == pod.process().pid());
        }
    }

    @Test
    void aServiceThatRefusesItsSettingsEndsTheStartWithItsOwnWords() {
        var refusing = options.withPods(1);
        var jar =
                options.repository().resolve("chat-service/target/chat-service-0.1.0-SNAPSHOT.jar");

        assertThatThrownBy(() -> LocalStack.start(withBrokenJar(refusing, jar), said::add))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("chat-1 ended with code 1 while starting")
                .hasMessageContaining("chat-1.log")
                .hasMessageContaining("corrupt");
        assertThat(data().resolve("run.json")).doesNotExist();
    }

    private static StackOptions withBrokenJar(StackOptions options, Path jar) throws IOException {
        Files.writeString(jar, "no jar at all");
        return options;
    }

    @Test
    void saysInOneSentenceWhatIsInTheWay() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            assertRefused(options.withPort(taken.getLocalPort()), "--port");
        }
        try (var folder = DataFolder.open(data())) {
            assertRefused(options, "already runs over " + folder.directory());
        }
        Files.delete(
                options.repository()
                        .resolve("gateway-service/target/gateway-service-0.1.0-SNAPSHOT.jar"));
        assertRefused(options, "gateway-service-0.1.0-SNAPSHOT.jar is missing");
    }

    @Test
    void neverTouchesAFolderThatIsNotItsOwn() throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("thesis.txt"), "years of work");

        assertRefused(options.withFresh(true), "holds other things");

        assertThat(data().resolve("thesis.txt")).exists();
    }

    private void assertRefused(StackOptions refused, String words) {
        assertThatThrownBy(() -> LocalStack.start(refused, said::add))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(words);
    }

    @Test
    void secretsAreForTheirOwnerOnly() throws IOException {
        try (var folder = DataFolder.open(data())) {
            var secrets = Secrets.of(folder);
            var admin = FirstAdmin.of(folder, Map.of());

            assertThat(FirstAdmin.of(folder, Map.of())).isEqualTo(admin);
            assertThat(admin.password()).hasSize(17);
            assertThat(secrets + admin.toString()).doesNotContain(secrets.internal());
            for (var file : List.of("secrets.json", "first-admin.json")) {
                assertThat(Files.getPosixFilePermissions(folder.file(file)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    void keepsTheSecretsOfAnEarlierVersionAndMakesUpThoseThatItHadNot() throws IOException {
        Files.createDirectories(data());
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var folder = DataFolder.open(data())) {
            Files.writeString(
                    folder.file("secrets.json"),
                    """
                    {"postgres":"a","userService":"b","messageService":"c","internal":"d"}
                    """);
            assertThat(Secrets.read(data()).orElseThrow().redis()).isEmpty();

            var secrets = Secrets.of(folder);

            assertThat(secrets.postgres() + secrets.internal()).isEqualTo("ad");
            assertThat(secrets.redis()).hasSize(40).isNotEqualTo(secrets.kafka());
            assertThat(secrets.kafka()).hasSize(40);
            assertThat(Secrets.of(folder)).isEqualTo(secrets);
            assertThat(Secrets.read(data())).contains(secrets);
            assertThat(Files.getPosixFilePermissions(data()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void awaitLine(String words) throws InterruptedException {
        for (var line = said.poll(1, TimeUnit.MINUTES);
                line == null || !line.contains(words);
                line = said.poll(1, TimeUnit.MINUTES)) {
            assertThat(line).as("a line that says: " + words).isNotNull();
        }
    }

    private static String answerToAnybody(int redisPort) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            socket.getOutputStream()
                    .write("PUBLISH c forged\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(
                    socket.getInputStream().readNBytes("-NOAUTH".length()),
                    StandardCharsets.US_ASCII);
        }
    }

    private static List<ProcessHandle> processes(LocalStack stack) {
        return stack.memberNames().stream()
                .map(name -> stack.member(name).process().handle())
                .toList();
    }

    private static String setting(String settings, String name) {
        int start = settings.indexOf(name + "=");
        return settings.substring(start, settings.indexOf(',', start));
    }

    private static String settingsOf(LocalStack stack, String service)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(stack.service(service).url())).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
