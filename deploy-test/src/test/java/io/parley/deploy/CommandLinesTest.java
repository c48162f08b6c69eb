package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every account of a host reads command lines: a secret is passed by environment or input. */
class CommandLinesTest {

    private static final List<String> COMMAND = List.of("command", "args", "entrypoint");

    private static Stream<String> commands(JsonNode container) {
        return COMMAND.stream().map(part -> container.path(part).toString());
    }

    @Test
    void composePutsNoSecretIntoACommand() {
        var services =
                YamlFile.documents(Repository.text("docker-compose.yml"))
                        .getFirst()
                        .path("services");

        assertThat(services.valueStream()).isNotEmpty();
        // $$ leaves it to a shell inside, which is no command line
        assertThat(services.valueStream().flatMap(CommandLinesTest::commands))
                .allSatisfy(
                        command ->
                                assertThat(command)
                                        .doesNotContainPattern(
                                                "(?<!\\$)\\$\\{?PARLEY_\\w*(PASSWORD|SECRET)"));
    }

    static Stream<String> manifests() {
        return Sources.files("k8s", ".yaml");
    }

    /** Kubernetes puts {@code $(NAME)} of the environment into a command. */
    @ParameterizedTest
    @MethodSource("manifests")
    void manifestsPutNoSecretIntoACommand(String manifest) {
        for (var document : YamlFile.documents(Repository.text(manifest))) {
            for (var container : document.findValues("containers")) {
                container.forEach(CommandLinesTest::assertSecretsStayOutside);
            }
        }
    }

    private static void assertSecretsStayOutside(JsonNode container) {
        for (var variable : container.path("env")) {
            if (!variable.at("/valueFrom/secretKeyRef").isMissingNode()) {
                assertThat(commands(container))
                        .noneMatch(
                                command ->
                                        command.contains(
                                                "$(" + variable.path("name").asString("") + ")"));
            }
        }
    }
}
