package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the other tests take for the overlay is what kubectl makes of it, where there is one. */
class OverlayTest {

    @Test
    void isWhatKubectlMakesOfIt(@TempDir Path folder) throws Exception {
        assumeTrue(hasKubectl(), "there is no kubectl on this machine");
        assumeTrue(knowsTheOption(folder), "the kubectl on this machine is an old one");

        var made = kustomize(folder);

        assertThat(made)
                .containsExactlyInAnyOrderEntriesOf(
                        byId(Overlay.read("k8s/production").stream().map(Manifest::content)));
    }

    private static boolean hasKubectl() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    private static boolean knowsTheOption(Path folder) throws Exception {
        var help = folder.resolve("help");
        var process =
                new ProcessBuilder("kubectl", "kustomize", "--help")
                        .redirectErrorStream(true)
                        .redirectOutput(help.toFile())
                        .start();
        return process.waitFor(120, TimeUnit.SECONDS)
                && Files.readString(help).contains("--load-restrictor");
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
                Collectors.toMap(
                        object -> new Manifest(object).id(), object -> inAnyOrder(object)));
    }

    /** Releases of kustomize differ in what they put first. */
    private static JsonNode inAnyOrder(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var sorted = object.objectNode();
            object.propertyStream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> sorted.set(field.getKey(), inAnyOrder(field.getValue())));
            return sorted;
        }
        if (node instanceof ArrayNode array) {
            var sorted = array.arrayNode();
            array.valueStream()
                    .map(OverlayTest::inAnyOrder)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .forEach(sorted::add);
            return sorted;
        }
        return node;
    }
}
