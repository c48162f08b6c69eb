package io.parley.deploy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One object of a manifest. */
record Manifest(ObjectNode content) {

    static final String PART = "app.kubernetes.io/name";

    String kind() {
        return content.path("kind").asString("");
    }

    String name() {
        return content.at("/metadata/name").asString("");
    }

    String id() {
        return kind() + ' ' + name();
    }

    boolean is(String kind, String name) {
        return kind().equals(kind) && name().equals(name);
    }

    JsonNode at(String pointer) {
        return content.at(pointer);
    }

    boolean isWorkload() {
        return kind().equals("Deployment") || kind().equals("StatefulSet");
    }

    /** Of a workload: what its pods are. */
    JsonNode pod() {
        return at("/spec/template/spec");
    }

    JsonNode podLabels() {
        return at("/spec/template/metadata/labels");
    }

    Stream<JsonNode> containers() {
        return pod().path("containers").valueStream();
    }

    boolean isService() {
        return isWorkload() && Repository.SERVICES.contains(name());
    }

    Manifest changed(Consumer<ObjectNode> change) {
        var copy = content.deepCopy();
        change.accept(copy);
        return new Manifest(copy);
    }

    @Override
    public String toString() {
        return id();
    }
}
