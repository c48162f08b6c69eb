package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the other tests take for the overlay is what kubectl makes of it, where there is one. */
class OverlayTest {

    @Test
    void isWhatKubectlMakesOfIt(@TempDir Path folder) throws Exception {
        assumeTrue(hasKubectl(), "there is no kubectl on this machine");

        var made = kustomize(folder);

        assertThat(made)
                .containsExactlyInAnyOrderEntriesOf(
                        byId(Overlay.read("k8s/production").stream().map(Manifest::content)));
    }

    private static boolean hasKubectl() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    private static Map<String, JsonNode> kustomize(Path folder) throws Exception {
        var output = folder.resolve("made.yaml");
        var process =
                new ProcessBuilder(
                                "kubectl",
                                "kustomize",
                                "--load-restrictor",
                                "LoadRestrictionsNone",
                                Repository.path("k8s/production").toString())
                        .redirectError(folder.resolve("errors").toFile())
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return byId(
                YamlFile.documents(Files.readString(output, StandardCharsets.UTF_8)).stream()
                        .map(ObjectNode.class::cast));
    }

    private static Map<String, JsonNode> byId(Stream<ObjectNode> objects) {
        return objects.collect(
                Collectors.toMap(object -> new Manifest(object).id(), object -> object));
    }
}
