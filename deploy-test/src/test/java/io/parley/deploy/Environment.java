package io.parley.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the environment of a workload's container will be, with what is wrong about it.
 *
 * @param values empty text where a secret holds the value
 */
record Environment(Map<String, String> values, Stream<String> problems) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z_]+)\\)");

    static Environment of(Manifest workload, Installation installation) {
        var values = new LinkedHashMap<String, String>();
        var problems = Stream.<String>builder();
        Consumer<String> problem = sentence -> problems.add(workload.id() + ": " + sentence);
        workload.containers()
                .forEach(
                        container -> {
                            addMaps(container, installation, values, problem);
                            container
                                    .path("env")
                                    .forEach(each -> add(each, installation, values, problem));
                        });
        return new Environment(values, problems.build());
    }

    private static void addMaps(
            JsonNode container,
            Installation installation,
            Map<String, String> values,
            Consumer<String> problem) {
        container
                .path("envFrom")
                .forEach(
                        source -> {
                            var name = source.at("/configMapRef/name").asString("");
                            installation
                                    .find("ConfigMap", name)
                                    .ifPresentOrElse(
                                            map ->
                                                    map.at("/data")
                                                            .properties()
                                                            .forEach(
                                                                    entry ->
                                                                            values.put(
                                                                                    entry.getKey(),
                                                                                    entry.getValue()
                                                                                            .asString())),
                                            () -> problem.accept("no ConfigMap " + name));
                        });
    }

    private static void add(
            JsonNode variable,
            Installation installation,
            Map<String, String> values,
            Consumer<String> problem) {
        var name = variable.path("name").asString("");
        var text = value(variable, installation, problem);
        REFERENCE
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(other -> !values.containsKey(other))
                .forEach(other -> problem.accept(name + " needs " + other + " before it"));
        if (values.put(name, text) != null) {
            problem.accept(name + " is set twice");
        }
    }

    private static String value(
            JsonNode variable, Installation installation, Consumer<String> problem) {
        var map = variable.at("/valueFrom/configMapKeyRef");
        var secret = variable.at("/valueFrom/secretKeyRef");
        if (map.isObject()) {
            return mapped(map, installation, problem);
        }
        if (secret.isObject() && !MadeSecrets.get().contains(key(secret))) {
            problem.accept("k8s/make-secrets makes no " + key(secret));
        }
        return variable.path("value").asString("");
    }

    private static String mapped(
            JsonNode reference, Installation installation, Consumer<String> problem) {
        var value =
                installation
                        .find("ConfigMap", reference.path("name").asString(""))
                        .map(map -> map.at("/data").path(reference.path("key").asString("")))
                        .filter(JsonNode::isString);
        if (value.isEmpty()) {
            problem.accept("no ConfigMap with " + key(reference));
        }
        return value.map(JsonNode::asString).orElse("");
    }

    private static String key(JsonNode reference) {
        return reference.path("name").asString("") + '/' + reference.path("key").asString("");
    }
}
