package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeTest {

    @Test
    void isSound() {
        assertThat(ComposeFile.read().problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "restart: unless-stopped | restrat: unless-stopped | unknown key restrat",
                "PARLEY_CHAT_PODS: | PARLEY_PODS: | gateway-service needs PARLEY_CHAT_PODS",
                "PARLEY_POLICY_FOLLOWERS: | PARLEY_FOLLOWERS: | user-service knows no PARLEY_FOLLOWERS",
                "dns:http://chat-service:8080 | dns:http://chat:8080 | leads nowhere: chat",
                "chat-service: { condition: service_healthy } | chat-service: { condition: service_started } | does not wait until chat-service",
                "cap_drop: [ALL] | cap_drop: [] | may do more than it needs",
                "SERVICE: chat-service | SERVICE: user-service | chat-service: is not built from its module",
                "stop_grace_period: 60s | stop_grace_period: 1s | chat-service: is killed",
                "networks: [services, redis] | networks: [services, kafka] | networks of gateway-service and kafka",
                "${PARLEY_SIGNING_KEY_SECRET:?is missing. Make .env first, with docker/make-env} | ${PARLEY_SIGNING_KEY_SECRET:-none} | PARLEY_SIGNING_KEY_SECRET may be missing",
                "${PARLEY_SIGNING_KEY_SECRET:?is missing. Make .env first, with docker/make-env} | secret | PARLEY_SIGNING_KEY_SECRET is written down",
                "limits: { memory: 512M } | limits: {} | redis: no limit of memory",
                "./docker/postgres-init.sql: | ./docker/postgres.sql: | there is no file ./docker/postgres.sql",
                "127.0.0.1:${PARLEY_GRAFANA_PORT | 0.0.0.0:${PARLEY_GRAFANA_PORT | the gateway alone has a port",
                "PARLEY_PORT:-8080 | PARLEY_OUTSIDE:-8080 | .env.example does not explain PARLEY_OUTSIDE"
            })
    void aMistakeIsFound(String right, String wrong, String said) {
        var text = Repository.text("docker-compose.yml");
        assertThat(text).contains(right);

        var compose = ComposeFile.of(text.replace(right, wrong), Repository.text(".env.example"));

        assertThat(compose.problems()).anySatisfy(problem -> assertThat(problem).contains(said));
    }

    @Test
    void aSecretInTheExampleIsFound() {
        var example =
                Repository.text(".env.example")
                        .replace("PARLEY_REDIS_PASSWORD=", "PARLEY_REDIS_PASSWORD=redis");

        var compose = ComposeFile.of(Repository.text("docker-compose.yml"), example);

        assertThat(compose.problems())
                .containsExactly(".env.example holds a secret: PARLEY_REDIS_PASSWORD");
    }

    @Test
    void theCommandFillsInEverySecretAndNeverTwice(@TempDir Path clone) throws Exception {
        Files.createDirectory(clone.resolve("docker"));
        Files.copy(Repository.path("docker/make-env"), clone.resolve("docker/make-env"));
        Files.copy(Repository.path(".env.example"), clone.resolve(".env.example"));

        assertThat(makeEnv(clone)).isZero();
        var made = Files.readString(clone.resolve(".env"));

        assertThat(made).containsPattern("(?m)^PARLEY_INTERNAL_SECRET=[0-9a-f]{48}$");
        assertThat(made.lines().filter(line -> line.matches("[A-Z_]+_(PASSWORD|SECRET)=.*")))
                .isNotEmpty()
                .allMatch(line -> line.matches("[A-Z_]+=[0-9a-f]{48}"))
                .doesNotHaveDuplicates();
        assertThat(makeEnv(clone)).isNotZero();
        assertThat(Files.readString(clone.resolve(".env"))).isEqualTo(made);
    }

    private static int makeEnv(Path clone) throws Exception {
        var process =
                new ProcessBuilder("sh", clone.resolve("docker/make-env").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(clone.resolve("log").toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
