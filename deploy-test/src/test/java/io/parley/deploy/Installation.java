package io.parley.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All objects that one way to install Parley brings into the cluster. */
record Installation(String name, List<Manifest> manifests) {

    /** The folders in the words of the table of arrows: which rows hold for which installation. */
    static final String SMALL = "small";

    static final String PRODUCTION = "production";
    static final String DIRECT = "chat-direct";

    /** {@code kubectl apply -f} of these folders: every file right in them. */
    static Installation ofFolders(String name, String... folders) {
        return new Installation(
                name, Stream.of(folders).flatMap(folder -> files(folder).stream()).toList());
    }

    static List<Installation> all() {
        return List.of(
                ofFolders(SMALL, "k8s", "k8s/examples"),
                new Installation(PRODUCTION, Overlay.read("k8s/production")),
                ofFolders(DIRECT, "k8s", "k8s/chat-direct"));
    }

    private static List<Manifest> files(String folder) {
        try (var files = Files.list(Repository.path(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> file(folder + '/' + file.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Manifest> file(String name) {
        return YamlFile.documents(Repository.text(name)).stream()
                .map(document -> new Manifest((ObjectNode) document));
    }

    Stream<Manifest> of(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    Optional<Manifest> find(String kind, String name) {
        return of(kind).filter(manifest -> manifest.name().equals(name)).findFirst();
    }

    Stream<Manifest> workloads() {
        return manifests.stream().filter(Manifest::isWorkload);
    }

    /** Pods that carry all these labels. */
    Stream<Manifest> matching(JsonNode labels) {
        return workloads()
                .filter(
                        workload ->
                                labels.propertyStream()
                                        .allMatch(
                                                label ->
                                                        workload.podLabels()
                                                                .path(label.getKey())
                                                                .equals(label.getValue())));
    }

    /** The same with one object changed. */
    Installation with(String kind, String object, Consumer<ObjectNode> change) {
        requireIsThere(kind, object);
        return new Installation(
                name,
                manifests.stream()
                        .map(each -> each.is(kind, object) ? each.changed(change) : each)
                        .toList());
    }

    Installation without(String kind, String object) {
        requireIsThere(kind, object);
        return new Installation(
                name, manifests.stream().filter(each -> !each.is(kind, object)).toList());
    }

    private void requireIsThere(String kind, String object) {
        if (find(kind, object).isEmpty()) {
            throw new IllegalArgumentException("no " + kind + ' ' + object);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
