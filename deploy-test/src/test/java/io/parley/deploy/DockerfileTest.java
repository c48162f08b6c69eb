package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {

    @Test
    void isSound() {
        assertThat(Dockerfile.read().problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USER 10001:10001 | USER parley | the process is root",
                "ENTRYPOINT [\"java\", | ENTRYPOINT java | a shell stands",
                "CMD [\"java\", | CMD curl [\"java\", | the health check needs more",
                "WORKDIR /parley | RUN apt-get update | is built upon",
                "FROM eclipse-temurin:25-jre | FROM eclipse-temurin | without a tag",
                "FROM eclipse-temurin:25-jre | FROM place.example.org/eclipse-temurin:25-jre | of a place of its own",
                "FROM eclipse-temurin:25-jre | FROM eclipse-temurin:24-jre | another Java",
                "COPY --from=build /out/${SERVICE}/dependencies/ ./ | ENV LAYERS=no | share a layer"
            })
    void aMistakeIsFound(String right, String wrong, String said) {
        var text = Repository.text("Dockerfile");
        assertThat(text).contains(right);

        assertThat(Dockerfile.of(text.replace(right, wrong)).problems())
                .anySatisfy(problem -> assertThat(problem).contains(said));
    }

    @Test
    void namesTheVersionThatIsBuilt() {
        var version = Repository.property("parley.version").replace("-SNAPSHOT", "");

        assertThat(Repository.text("Dockerfile")).contains("ARG VERSION=" + version);
        assertThat(ComposeFile.read().images()).contains("parley/chat-service:" + version);
    }

    @Test
    void kafkaIsTheOneThatIsTested() {
        assertThat(ComposeFile.read().images())
                .contains("apache/kafka:" + Repository.property("kafka.version"));
    }

    /** Everything is left out but what is named: a secret cannot slip into an image by accident. */
    @Test
    void isBuiltFromNamedFilesOnly() {
        var lines = ignored().toList();

        assertThat(lines)
                .startsWith("*")
                .contains("!pom.xml", "!docker/HealthCheck.java")
                .contains("**/node_modules", "**/target");
        // some builders do not look into a folder for what a pattern with a star brings back
        assertThat(lines.stream().filter(line -> line.startsWith("!")))
                .noneMatch(line -> line.contains("*") || line.contains("env"));
    }

    @Test
    void isBuiltWithEveryModuleThatTheBuildNames() {
        var modules =
                Pattern.compile("<module>([a-z-]+)</module>")
                        .matcher(Repository.text("pom.xml"))
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        assertThat(modules)
                .isNotEmpty()
                .allSatisfy(
                        module ->
                                assertThat(ignored())
                                        .containsAnyOf("!" + module, "!" + module + "/pom.xml"));
    }

    private static Stream<String> ignored() {
        return Repository.text(".dockerignore").lines().filter(line -> !line.startsWith("#"));
    }
}
