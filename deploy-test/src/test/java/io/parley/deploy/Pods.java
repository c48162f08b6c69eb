package io.parley.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How pods run: as whom, from which image, asked where, and for how long they may stop. */
final class Pods {

    private static final Map<String, String> ENDPOINTS =
            Map.of(
                    "startupProbe", "/actuator/health/liveness",
                    "livenessProbe", "/actuator/health/liveness",
                    "readinessProbe", "/actuator/health/readiness");

    /** The users of the official images. */
    private static final Map<String, Integer> USERS =
            Map.of("postgres", 999, "redis", 999, "apache/kafka", 1000);

    private static final Pattern PHASE = Pattern.compile("timeout-per-shutdown-phase: (\\d+)s");
    private static final List<String> DRAINS = List.of("PARLEY_DRAIN", "PARLEY_DRAIN_TIME");

    private Pods() {}

    static Stream<String> probes(Installation installation) {
        return installation
                .workloads()
                .flatMap(
                        workload ->
                                workload.containers()
                                        .flatMap(
                                                container ->
                                                        ENDPOINTS.keySet().stream()
                                                                .flatMap(
                                                                        probe ->
                                                                                probe(
                                                                                        workload,
                                                                                        container,
                                                                                        probe))));
    }

    private static Stream<String> probe(Manifest workload, JsonNode container, String name) {
        var probe = container.path(name);
        var http = probe.path("httpGet");
        if (workload.isService()) {
            var isRight =
                    http.path("port").asString("").equals("management")
                            && http.path("path").asString("").equals(ENDPOINTS.get(name))
                            && port(container, "management") == managementPort(workload.name());
            return Check.problemIf(!isRight, workload, name + " asks nothing that answers");
        }
        var port = probe.at("/tcpSocket/port");
        var isThere =
                port.isMissingNode()
                        ? !probe.at("/exec/command").isEmpty()
                        : References.hasPort(workload, port);
        return Check.problemIf(!isThere, workload, name + " asks nothing that answers");
    }

    private static int port(JsonNode container, String name) {
        return container
                .path("ports")
                .valueStream()
                .filter(port -> port.path("name").asString("").equals(name))
                .mapToInt(port -> port.path("containerPort").asInt(0))
                .findFirst()
                .orElse(0);
    }

    /** What the service listens on unless it is told otherwise; manifests never tell it. */
    static int managementPort(String service) {
        var text = Repository.text(service + "/src/main/resources/application.yml");
        var found = Pattern.compile("\\$\\{MANAGEMENT_SERVER_PORT:(\\d+)}").matcher(text);
        if (!found.find() || !Pattern.compile("probes[.:]\\s*enabled: true").matcher(text).find()) {
            throw new IllegalStateException(service + " has no probes");
        }
        return Integer.parseInt(found.group(1));
    }

    static Stream<String> rights(Installation installation) {
        return installation
                .workloads()
                .filter(workload -> !isRestricted(workload))
                .map(workload -> workload.id() + ": may do more than it needs");
    }

    private static boolean isRestricted(Manifest workload) {
        var pod = workload.pod();
        var context = pod.path("securityContext");
        return context.path("runAsNonRoot").asBoolean(false)
                && context.path("runAsUser").asInt(0) > 0
                && context.at("/seccompProfile/type").asString("").equals("RuntimeDefault")
                && !pod.path("automountServiceAccountToken").asBoolean(true)
                && !pod.path("enableServiceLinks").asBoolean(true)
                && Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(pod::has)
                && pod.path("volumes").valueStream().noneMatch(volume -> volume.has("hostPath"))
                && workload.containers().allMatch(Pods::isRestricted);
    }

    private static boolean isRestricted(JsonNode container) {
        var context = container.path("securityContext");
        return !context.path("allowPrivilegeEscalation").asBoolean(true)
                && context.path("readOnlyRootFilesystem").asBoolean(false)
                && !context.has("privileged")
                && !context.has("runAsUser")
                && context.at("/capabilities/drop/0").asString("").equals("ALL")
                && context.at("/capabilities/add").isMissingNode();
    }

    static Stream<String> limits(Installation installation) {
        return installation
                .workloads()
                .filter(
                        workload ->
                                workload.containers()
                                        .map(container -> container.path("resources"))
                                        .anyMatch(
                                                each ->
                                                        !each.at("/requests").has("cpu")
                                                                || !each.at("/requests")
                                                                        .has("memory")
                                                                || !each.at("/limits")
                                                                        .has("memory")))
                .map(workload -> workload.id() + ": no requests or no limit of memory");
    }

    /** Images by the names and users that the Dockerfile, compose and the official images have. */
    static Stream<String> images(Installation installation) {
        return installation
                .workloads()
                .flatMap(
                        workload ->
                                workload.containers()
                                        .flatMap(container -> image(workload, container)));
    }

    private static Stream<String> image(Manifest workload, JsonNode container) {
        var image = container.path("image").asString("");
        var user = workload.pod().at("/securityContext/runAsUser").asInt(0);
        var expected =
                workload.isService()
                        ? Dockerfile.read().user()
                        : USERS.getOrDefault(image.split(":", 2)[0], 0);
        return Stream.concat(
                Check.problemIf(
                        !ComposeFile.read().images().contains(image),
                        workload,
                        "compose has no image " + image),
                Check.problemIf(user != expected, workload, "the image's user is " + expected));
    }

    /** The time to stop holds all that a service does then. */
    static Stream<String> graces(Installation installation) {
        return installation
                .workloads()
                .filter(Manifest::isService)
                .flatMap(
                        workload ->
                                Check.problemIf(
                                        workload.pod()
                                                        .path("terminationGracePeriodSeconds")
                                                        .asInt(0)
                                                < needed(workload, installation),
                                        workload,
                                        "is killed before it has stopped"));
    }

    private static long needed(Manifest workload, Installation installation) {
        var values = Environment.of(workload, installation).values();
        var drain =
                DRAINS.stream()
                        .map(name -> values.getOrDefault(name, ""))
                        .filter(value -> !value.isEmpty())
                        .mapToLong(value -> Duration.parse("PT" + value).toSeconds())
                        .sum();
        var sleep =
                workload.containers()
                        .mapToLong(each -> each.at("/lifecycle/preStop/sleep/seconds").asLong(0))
                        .max()
                        .orElse(0);
        return sleep + drain + phase(workload.name());
    }

    static long phase(String service) {
        var text = Repository.text(service + "/src/main/resources/application.yml");
        var found = PHASE.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException(service + " says no time to stop");
        }
        return Long.parseLong(found.group(1));
    }
}
