package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to install Parley in a cluster, by every check. */
class ManifestsTest {

    static final Map<String, Check> CHECKS =
            new TreeMap<>(
                    Map.<String, Check>ofEntries(
                            entry("schema", SchemaCheck::fields),
                            entry("selectors", References::selectors),
                            entry("ports", References::ports),
                            entry("sets", References::sets),
                            entry("numbers", References::numbers),
                            entry("volumes", References::volumes),
                            entry("namespaces", References::namespaces),
                            entry("variables", Settings::variables),
                            entry("addresses", Settings::addresses),
                            entry("probes", Pods::probes),
                            entry("rights", Pods::rights),
                            entry("limits", Pods::limits),
                            entry("images", Pods::images),
                            entry("graces", Pods::graces),
                            entry("arrows", Policies::arrows)));

    private static Map.Entry<String, Check> entry(String name, Check check) {
        return Map.entry(name, check);
    }

    static Stream<Arguments> installationsAndChecks() {
        return Installation.all().stream()
                .flatMap(
                        installation ->
                                CHECKS.keySet().stream()
                                        .map(check -> Arguments.of(installation, check)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("installationsAndChecks")
    void areSound(Installation installation, String check) {
        var problems = CHECKS.getOrDefault(check, any -> Stream.of(check)).problems(installation);

        assertThat(problems.collect(Collectors.toSet())).isEmpty();
    }

    /** `kubectl apply -f k8s/` takes every file in the folder: each must be an object. */
    @Test
    void areAppliedInAnOrderThatMakesTheNamespaceFirst() {
        var small = Installation.ofFolders("plain", "k8s");

        assertThat(small.manifests().getFirst().kind()).isEqualTo("Namespace");
        assertThat(small.manifests()).noneMatch(each -> each.kind().equals("Kustomization"));
        assertThat(small.manifests()).noneMatch(each -> each.kind().equals("Secret"));
    }

    @Test
    void beginWithThreeChatPods() {
        var scaler =
                Installation.ofFolders("plain", "k8s")
                        .find("HorizontalPodAutoscaler", "chat-service")
                        .orElseThrow();

        assertThat(scaler.at("/spec/minReplicas").asInt()).isEqualTo(3);
    }

    /** In place of the usual one, of the same pods, within the same limits. */
    @Test
    void canScaleBySessions() {
        var usual =
                Installation.ofFolders("plain", "k8s")
                        .find("HorizontalPodAutoscaler", "chat-service")
                        .orElseThrow();
        var variant = Installation.ofFolders("sessions", "k8s/scale-by-sessions");

        assertThat(SchemaCheck.fields(variant)).isEmpty();
        assertThat(variant.manifests()).hasSize(1);
        var scaler = variant.find("HorizontalPodAutoscaler", "chat-service").orElseThrow();
        assertThat(scaler.at("/metadata/namespace")).isEqualTo(usual.at("/metadata/namespace"));
        for (var same : List.of("scaleTargetRef", "minReplicas", "maxReplicas")) {
            assertThat(scaler.at("/spec/" + same)).isEqualTo(usual.at("/spec/" + same));
        }
        assertThat(scaler.at("/spec/behavior/scaleDown"))
                .isEqualTo(usual.at("/spec/behavior/scaleDown"));
        var metric = scaler.at("/spec/metrics/1/pods/metric/name").asString();
        var rule =
                YamlFile.documents(Repository.text("observability/prometheus-adapter.yaml"))
                        .getFirst()
                        .at("/rules/custom/0");
        assertThat(rule.at("/name/as").asString()).isEqualTo(metric);
        assertThat(rule.at("/seriesQuery").asString()).startsWith(metric + '{');
        assertThat(metric).isEqualTo("parley_sessions");
    }

    @Test
    void makeTheDatabaseAsComposeDoes() {
        var map =
                Installation.ofFolders("plain", "k8s")
                        .find("ConfigMap", "postgresql-init")
                        .orElseThrow();

        assertThat(map.at("/data/10-parley.sql").asString())
                .isEqualTo(Repository.text("docker/postgres-init.sql"));
    }

    @Test
    void makeThreeBrokersThatKnowEachOther() {
        var production = Installation.all().get(1);
        var kafka = production.find("StatefulSet", "kafka").orElseThrow();
        var environment = Environment.of(kafka, production).values();

        assertThat(kafka.at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(environment.getOrDefault("KAFKA_CONTROLLER_QUORUM_VOTERS", "").split(","))
                .hasSize(3);
        assertThat(environment).containsEntry("KAFKA_MIN_INSYNC_REPLICAS", "2");
        assertThat(production.find("StatefulSet", "postgresql")).isEmpty();
    }

    @Test
    void makeSecretsThatAreLongAndAllDifferent() {
        var secrets = new TreeMap<>(MadeSecrets.values());
        secrets.remove("parley-user-service/admin-name");
        var url = secrets.remove("parley-redis/url");

        assertThat(secrets.values()).doesNotHaveDuplicates();
        assertThat(secrets.values()).allMatch(Pattern.compile("[0-9a-f]{48}").asMatchPredicate());
        assertThat(url)
                .isEqualTo("redis://:" + secrets.get("parley-redis/password") + "@redis:6379");
    }
}
