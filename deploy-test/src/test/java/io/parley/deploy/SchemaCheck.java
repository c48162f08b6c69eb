package io.parley.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Fields that Kubernetes does not know, or that have another type, and fields that are missing. */
final class SchemaCheck {

    @FunctionalInterface
    private interface Model {
        void validate(JsonElement json) throws IOException;
    }

    private static final Map<String, Model> MODELS =
            Map.of(
                    "v1/Namespace", V1Namespace::validateJsonElement,
                    "v1/ConfigMap", V1ConfigMap::validateJsonElement,
                    "v1/Service", V1Service::validateJsonElement,
                    "apps/v1/Deployment", V1Deployment::validateJsonElement,
                    "apps/v1/StatefulSet", V1StatefulSet::validateJsonElement,
                    "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
                    "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::validateJsonElement,
                    "networking.k8s.io/v1/Ingress", V1Ingress::validateJsonElement,
                    "autoscaling/v2/HorizontalPodAutoscaler",
                            V2HorizontalPodAutoscaler::validateJsonElement);

    /** The Gateway API is no part of Kubernetes' own model: the fields that Parley uses of it. */
    private static final Set<String> ROUTE =
            Set.of(
                    "/apiVersion",
                    "/kind",
                    "/metadata/name",
                    "/metadata/namespace",
                    "/spec/parentRefs/name",
                    "/spec/parentRefs/namespace",
                    "/spec/hostnames",
                    "/spec/rules/matches/path/type",
                    "/spec/rules/matches/path/value",
                    "/spec/rules/backendRefs/name",
                    "/spec/rules/backendRefs/port",
                    "/spec/rules/timeouts/request");

    private SchemaCheck() {}

    static Stream<String> fields(Installation installation) {
        return installation.manifests().stream().flatMap(SchemaCheck::fields);
    }

    private static Stream<String> fields(Manifest manifest) {
        var type = manifest.at("/apiVersion").asString("") + '/' + manifest.kind();
        if (type.equals("gateway.networking.k8s.io/v1/HTTPRoute")) {
            return leaves("", manifest.content())
                    .filter(field -> !ROUTE.contains(field))
                    .map(field -> manifest.id() + ": unknown field " + field);
        }
        var model = MODELS.get(type);
        if (model == null) {
            return Stream.of(manifest.id() + ": unknown type " + type);
        }
        try {
            model.validate(JsonParser.parseString(manifest.content().toString()));
            return Stream.empty();
        } catch (IOException | RuntimeException e) {
            return Stream.of(manifest.id() + ": " + e.getMessage());
        }
    }

    private static Stream<String> leaves(String path, JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().flatMap(element -> leaves(path, element));
        }
        return node.isObject()
                ? node.propertyStream()
                        .flatMap(field -> leaves(path + '/' + field.getKey(), field.getValue()))
                : Stream.of(path);
    }
}
