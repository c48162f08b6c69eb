package io.parley.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code kubectl kustomize} makes of a folder, as far as Parley's overlays go: resources,
 * strategic merge patches and tags of images. Anything else in a kustomization is refused.
 */
final class Overlay {

    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "resources", "patches", "images");

    /** By which field the elements of a list are the same; other lists are replaced. */
    private static final Map<String, String> KEYS =
            Map.of(
                    "containers", "name",
                    "env", "name",
                    "volumes", "name",
                    "topologySpreadConstraints", "topologyKey");

    private Overlay() {}

    static List<Manifest> read(String folder) {
        var kustomization =
                YamlFile.documents(Repository.text(folder + "/kustomization.yaml")).getFirst();
        kustomization
                .propertyNames()
                .forEach(
                        name -> {
                            if (!KNOWN.contains(name)) {
                                throw new IllegalArgumentException("not understood here: " + name);
                            }
                        });
        var manifests = new ArrayList<Manifest>();
        paths(kustomization.path("resources").valueStream(), folder).forEach(manifests::add);
        paths(kustomization.path("patches").valueStream().map(each -> each.path("path")), folder)
                .forEach(patch -> apply(patch, manifests));
        return manifests;
    }

    private static Stream<Manifest> paths(Stream<JsonNode> names, String folder) {
        return names.flatMap(name -> Installation.file(folder + '/' + name.asString()));
    }

    private static void apply(Manifest patch, List<Manifest> manifests) {
        var index = indexOf(patch, manifests);
        manifests.set(
                index, manifests.get(index).changed(target -> merge(target, patch.content())));
    }

    private static int indexOf(Manifest patch, List<Manifest> manifests) {
        for (var i = 0; i < manifests.size(); i++) {
            if (manifests.get(i).is(patch.kind(), patch.name())) {
                return i;
            }
        }
        throw new IllegalArgumentException("a patch of nothing: " + patch.id());
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> merge(target, field.getKey(), field.getValue()));
    }

    private static void merge(ObjectNode target, String name, JsonNode patch) {
        var present = target.path(name);
        if (patch instanceof ObjectNode fields && present instanceof ObjectNode object) {
            merge(object, fields);
        } else if (patch instanceof ArrayNode list
                && present instanceof ArrayNode array
                && KEYS.containsKey(name)) {
            target.set(name, merged(array, list, KEYS.get(name)));
        } else {
            target.set(name, patch.deepCopy());
        }
    }

    /** As kustomize does it: what is patched comes first, then the rest in its order. */
    private static ArrayNode merged(ArrayNode present, ArrayNode patch, String key) {
        var all = present.arrayNode();
        patch.forEach(
                element -> {
                    var found = find(present, key, element.path(key));
                    if (found instanceof ObjectNode object) {
                        var copy = object.deepCopy();
                        merge(copy, (ObjectNode) element);
                        all.add(copy);
                    } else {
                        all.add(element.deepCopy());
                    }
                });
        present.valueStream()
                .filter(element -> find(patch, key, element.path(key)).isMissingNode())
                .forEach(all::add);
        return all;
    }

    private static JsonNode find(ArrayNode list, String key, JsonNode value) {
        return list.valueStream()
                .filter(element -> element.path(key).equals(value))
                .findFirst()
                .orElseGet(list::missingNode);
    }
}
