package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each check finds the mistake that it is for. */
class SeededMistakesTest {

    /**
     * @param check of {@link ManifestsTest#CHECKS}
     * @param said a part of the sentence
     */
    record Mistake(String check, String said, UnaryOperator<Installation> seed) {
        @Override
        public String toString() {
            return check + ": " + said;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(schema(), references(), settings(), pods(), policies())
                .flatMap(found -> found);
    }

    private static Stream<Mistake> schema() {
        return Stream.of(
                new Mistake(
                        "schema",
                        "replica",
                        in("Deployment", "user-service", "/spec", "replica", 2)),
                new Mistake(
                        "schema",
                        "terminationGracePeriod",
                        in(
                                "Deployment",
                                "chat-service",
                                "/spec/template/spec",
                                "terminationGracePeriod",
                                2)),
                new Mistake(
                        "schema",
                        "selector",
                        all ->
                                all.with(
                                        "Deployment",
                                        "chat-service",
                                        each -> at(each, "/spec").remove("selector"))),
                new Mistake(
                        "schema", "unknown type", in("Service", "redis", "", "kind", "Servcie")),
                new Mistake(
                        "schema",
                        "/spec/hostname",
                        in("HTTPRoute", "parley", "/spec", "hostname", "x")));
    }

    private static Stream<Mistake> references() {
        return Stream.of(
                new Mistake(
                        "selectors",
                        "selects no pod",
                        in("Service", "kafka", "/spec/selector", Manifest.PART, "kafak")),
                new Mistake(
                        "selectors",
                        "its own pods",
                        in(
                                "Deployment",
                                "user-service",
                                "/spec/selector/matchLabels",
                                Manifest.PART,
                                "users")),
                new Mistake(
                        "selectors",
                        "selects no pod",
                        in(
                                "PodDisruptionBudget",
                                "chat-service",
                                "/spec/selector/matchLabels",
                                Manifest.PART,
                                "chat")),
                new Mistake(
                        "ports",
                        "no pod has the port",
                        in("Service", "user-service", "/spec/ports/0", "targetPort", "web")),
                new Mistake(
                        "ports",
                        "no service",
                        in(
                                "Ingress",
                                "parley",
                                "/spec/rules/0/http/paths/0/backend/service",
                                "name",
                                "gateway")),
                new Mistake(
                        "ports",
                        "no service",
                        in("HTTPRoute", "parley", "/spec/rules/0/backendRefs/0", "port", 80)),
                new Mistake(
                        "sets",
                        "serviceName",
                        in("StatefulSet", "redis", "/spec", "serviceName", "reddis")),
                new Mistake(
                        "numbers",
                        "said twice",
                        in("Deployment", "chat-service", "/spec", "replicas", 3)),
                new Mistake(
                        "numbers",
                        "not at all",
                        all -> all.without("HorizontalPodAutoscaler", "chat-service")),
                new Mistake(
                        "numbers",
                        "scales nothing",
                        in(
                                "HorizontalPodAutoscaler",
                                "chat-service",
                                "/spec/scaleTargetRef",
                                "kind",
                                "StatefulSet")),
                new Mistake(
                        "volumes",
                        "no volume",
                        in(
                                "Deployment",
                                "user-service",
                                "/spec/template/spec/volumes/0",
                                "name",
                                "temp")),
                new Mistake(
                        "volumes",
                        "no ConfigMap",
                        all -> all.without("ConfigMap", "postgresql-init")),
                new Mistake(
                        "namespaces",
                        "namespace",
                        in("Service", "redis", "/metadata", "namespace", "default")));
    }

    private static Stream<Mistake> settings() {
        return Stream.of(
                new Mistake(
                        "variables",
                        "knows no PARLEY_DRAIN_TIME",
                        in("ConfigMap", "chat-service", "/data", "PARLEY_DRAIN_TIME", "20s")),
                new Mistake(
                        "variables",
                        "needs PARLEY_DB_USER",
                        all ->
                                all.with(
                                        "ConfigMap",
                                        "user-service",
                                        map -> at(map, "/data").remove("PARLEY_DB_USER"))),
                new Mistake(
                        "variables",
                        "no ConfigMap with parley/db-url",
                        all ->
                                all.with(
                                        "ConfigMap",
                                        "parley",
                                        map -> at(map, "/data").remove("db-url"))),
                new Mistake(
                        "variables",
                        "makes no parley-redis/uri",
                        all ->
                                all.with(
                                        "Deployment",
                                        "chat-service",
                                        each ->
                                                environment(each, "PARLEY_REDIS_URL")
                                                        .withObject("/valueFrom/secretKeyRef")
                                                        .put("key", "uri"))),
                new Mistake(
                        "variables",
                        "is set twice",
                        in("ConfigMap", "chat-service", "/data", "PARLEY_POD_ID", "chat")),
                new Mistake(
                        "variables",
                        "needs POD_NAME before it",
                        all ->
                                all.with(
                                        "StatefulSet",
                                        "kafka",
                                        each -> environment(each, "POD_NAME").put("name", "POD"))),
                new Mistake(
                        "variables",
                        "no ConfigMap gateway-service",
                        all -> all.without("ConfigMap", "gateway-service")),
                new Mistake(
                        "addresses",
                        "http://users:8080",
                        in(
                                "ConfigMap",
                                "parley",
                                "/data",
                                "user-service-url",
                                "http://users:8080")),
                new Mistake(
                        "addresses",
                        "kafka:9094",
                        in(
                                "ConfigMap",
                                "parley",
                                "/data",
                                "kafka-bootstrap-servers",
                                "kafka:9092,kafka:9094")),
                new Mistake(
                        "addresses",
                        "kafka-1.kafka:9092",
                        in(
                                "ConfigMap",
                                "parley",
                                "/data",
                                "kafka-bootstrap-servers",
                                "kafka-1.kafka:9092")),
                new Mistake(
                        "addresses",
                        "dns:http://message-service:8080",
                        in(
                                "ConfigMap",
                                "parley",
                                "/data",
                                "policy-followers",
                                "dns:http://message-service:8080")));
    }

    private static Stream<Mistake> pods() {
        return Stream.of(
                new Mistake(
                        "probes",
                        "readinessProbe",
                        inContainer("chat-service", "/readinessProbe/httpGet", "path", "/health")),
                new Mistake(
                        "probes",
                        "livenessProbe",
                        inContainer("chat-service", "/livenessProbe/httpGet", "port", "http")),
                new Mistake(
                        "probes",
                        "startupProbe",
                        inContainer("chat-service", "/ports/1", "containerPort", 9081)),
                new Mistake(
                        "rights",
                        "more than it needs",
                        inContainer(
                                "chat-service",
                                "/securityContext",
                                "readOnlyRootFilesystem",
                                false)),
                new Mistake(
                        "rights",
                        "more than it needs",
                        inContainer("chat-service", "/securityContext", "privileged", true)),
                new Mistake(
                        "rights",
                        "more than it needs",
                        in(
                                "Deployment",
                                "chat-service",
                                "/spec/template/spec",
                                "hostNetwork",
                                true)),
                new Mistake(
                        "limits",
                        "no limit",
                        all ->
                                all.with(
                                        "Deployment",
                                        "chat-service",
                                        each ->
                                                at(
                                                                each,
                                                                "/spec/template/spec/containers/0/resources")
                                                        .remove("limits"))),
                new Mistake(
                        "images",
                        "compose has no image",
                        inContainer("chat-service", "", "image", "parley/chat:0.1.0")),
                new Mistake(
                        "images",
                        "the image's user",
                        in(
                                "Deployment",
                                "chat-service",
                                "/spec/template/spec/securityContext",
                                "runAsUser",
                                1000)),
                new Mistake(
                        "graces",
                        "is killed",
                        in("ConfigMap", "chat-service", "/data", "PARLEY_DRAIN", "60s")),
                new Mistake(
                        "graces",
                        "is killed",
                        in(
                                "Deployment",
                                "gateway-service",
                                "/spec/template/spec",
                                "terminationGracePeriodSeconds",
                                30)));
    }

    private static Stream<Mistake> policies() {
        return Stream.of(
                new Mistake(
                        "arrows",
                        "denies by default",
                        all -> all.without("NetworkPolicy", "nothing")),
                new Mistake(
                        "arrows",
                        "not allowed out: redis -> names:53",
                        all -> all.without("NetworkPolicy", "names")),
                new Mistake(
                        "arrows",
                        "not in the table: anybody -> redis:6379",
                        all ->
                                all.with(
                                        "NetworkPolicy",
                                        "redis",
                                        each -> at(each, "/spec/ingress/0").remove("from"))),
                new Mistake(
                        "arrows",
                        "not allowed in: message-service -> redis:6379",
                        all -> all.without("NetworkPolicy", "redis")),
                new Mistake(
                        "arrows",
                        "in the table: gateway-service -> user-service:0",
                        all ->
                                all.with(
                                        "NetworkPolicy",
                                        "gateway-service",
                                        each -> at(each, "/spec/egress/0").remove("ports"))));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void areFound(Mistake mistake) {
        var check =
                Objects.requireNonNull(ManifestsTest.CHECKS.get(mistake.check()), mistake.check());
        var small = Installation.all().getFirst();

        assertThat(check.problems(mistake.seed().apply(small)))
                .anySatisfy(problem -> assertThat(problem).contains(mistake.said()));
    }

    private static UnaryOperator<Installation> in(
            String kind, String name, String pointer, String field, Object value) {
        return all ->
                all.with(kind, name, each -> at(each, pointer).set(field, Repository.json(value)));
    }

    private static UnaryOperator<Installation> inContainer(
            String deployment, String pointer, String field, Object value) {
        return in(
                "Deployment",
                deployment,
                "/spec/template/spec/containers/0" + pointer,
                field,
                value);
    }

    private static ObjectNode at(ObjectNode node, String pointer) {
        return (ObjectNode) node.at(pointer);
    }

    private static ObjectNode environment(ObjectNode workload, String name) {
        var variables = (ArrayNode) workload.at("/spec/template/spec/containers/0/env");
        return (ObjectNode)
                variables
                        .valueStream()
                        .filter(each -> isNamed(each, name))
                        .findFirst()
                        .orElseThrow();
    }

    private static boolean isNamed(JsonNode variable, String name) {
        return variable.path("name").asString("").equals(name);
    }
}
