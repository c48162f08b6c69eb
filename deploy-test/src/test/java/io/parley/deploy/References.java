package io.parley.deploy;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What names something else must name something that is there. */
final class References {

    private References() {}

    /** Selectors of services, workloads, budgets, policies and spreads. */
    static Stream<String> selectors(Installation installation) {
        var ofWorkloads =
                installation
                        .workloads()
                        .flatMap(
                                workload ->
                                        Stream.concat(
                                                own(workload), spreads(workload, installation)));
        var ofOthers =
                installation.manifests().stream()
                        .filter(
                                each ->
                                        Stream.of("Service", "PodDisruptionBudget")
                                                .anyMatch(each.kind()::equals))
                        .flatMap(each -> selects(each, labels(each), installation));
        return Stream.concat(ofWorkloads, ofOthers);
    }

    private static JsonNode labels(Manifest manifest) {
        var selector = manifest.at("/spec/selector");
        return manifest.kind().equals("Service") ? selector : selector.path("matchLabels");
    }

    private static Stream<String> selects(Manifest who, JsonNode labels, Installation where) {
        return Check.problemIf(
                labels.isEmpty() || where.matching(labels).findAny().isEmpty(),
                who,
                "selects no pod");
    }

    private static Stream<String> own(Manifest workload) {
        var labels = workload.at("/spec/selector/matchLabels");
        var matches =
                labels.propertyStream()
                        .allMatch(
                                label ->
                                        workload.podLabels()
                                                .path(label.getKey())
                                                .equals(label.getValue()));
        return Check.problemIf(labels.isEmpty() || !matches, workload, "selects not its own pods");
    }

    private static Stream<String> spreads(Manifest workload, Installation installation) {
        return workload.pod()
                .path("topologySpreadConstraints")
                .valueStream()
                .flatMap(
                        spread ->
                                selects(
                                        workload,
                                        spread.at("/labelSelector/matchLabels"),
                                        installation));
    }

    /** Ports of services, and what an entry sends to. */
    static Stream<String> ports(Installation installation) {
        var services =
                installation.of("Service").flatMap(service -> targets(service, installation));
        var entries =
                Stream.concat(
                        installation
                                .of("Ingress")
                                .flatMap(
                                        ingress ->
                                                ingress.content().findValues("service").stream()
                                                        .flatMap(
                                                                to ->
                                                                        backend(
                                                                                ingress,
                                                                                to,
                                                                                installation))),
                        installation
                                .of("HTTPRoute")
                                .flatMap(
                                        route ->
                                                route.content().findValues("backendRefs").stream()
                                                        .flatMap(JsonNode::valueStream)
                                                        .flatMap(
                                                                to ->
                                                                        backend(
                                                                                route,
                                                                                to,
                                                                                installation))));
        return Stream.concat(services, entries);
    }

    private static Stream<String> targets(Manifest service, Installation installation) {
        return service.at("/spec/ports")
                .valueStream()
                .map(port -> port.path("targetPort"))
                .filter(
                        port ->
                                installation
                                        .matching(service.at("/spec/selector"))
                                        .noneMatch(pod -> hasPort(pod, port)))
                .map(port -> service.id() + ": no pod has the port " + port.asString());
    }

    static boolean hasPort(Manifest workload, JsonNode port) {
        return workload.containers()
                .flatMap(container -> container.path("ports").valueStream())
                .anyMatch(
                        each ->
                                each.path("name").equals(port)
                                        || each.path("containerPort").equals(port));
    }

    private static Stream<String> backend(Manifest who, JsonNode to, Installation installation) {
        var port = to.path("port");
        var found =
                installation.find("Service", to.path("name").asString("")).stream()
                        .flatMap(service -> service.at("/spec/ports").valueStream())
                        .anyMatch(
                                each ->
                                        each.path("port").equals(port)
                                                || each.path("name").equals(port.path("name"))
                                                || each.path("port").equals(port.path("number")));
        return Check.problemIf(
                !found, who, "no service " + to.path("name") + " with the port " + port);
    }

    /** The service that gives the pods of a set their names. */
    static Stream<String> sets(Installation installation) {
        return installation
                .of("StatefulSet")
                .flatMap(
                        set ->
                                Check.problemIf(
                                        installation
                                                .find(
                                                        "Service",
                                                        set.at("/spec/serviceName").asString(""))
                                                .filter(References::isHeadless)
                                                .isEmpty(),
                                        set,
                                        "serviceName is no headless service"));
    }

    static boolean isHeadless(Manifest service) {
        return service.at("/spec/clusterIP").asString("").equals("None");
    }

    /** What scales, and what says how many there are: exactly one of the two. */
    static Stream<String> numbers(Installation installation) {
        var scalers =
                installation
                        .of("HorizontalPodAutoscaler")
                        .flatMap(
                                scaler ->
                                        Check.problemIf(
                                                installation
                                                        .find(
                                                                scaler.at(
                                                                                "/spec/scaleTargetRef/kind")
                                                                        .asString(""),
                                                                scaler.at(
                                                                                "/spec/scaleTargetRef/name")
                                                                        .asString(""))
                                                        .isEmpty(),
                                                scaler,
                                                "scales nothing"));
        var workloads =
                installation
                        .workloads()
                        .flatMap(
                                workload ->
                                        Check.problemIf(
                                                isScaled(workload, installation)
                                                        == workload.at("/spec/replicas").isNumber(),
                                                workload,
                                                "its number of pods is said twice or not at all"));
        return Stream.concat(scalers, workloads);
    }

    private static boolean isScaled(Manifest workload, Installation installation) {
        return installation
                .of("HorizontalPodAutoscaler")
                .anyMatch(
                        scaler ->
                                scaler.at("/spec/scaleTargetRef/name")
                                        .asString("")
                                        .equals(workload.name()));
    }

    /** Files: volumes that are mounted and the configuration that they hold. */
    static Stream<String> volumes(Installation installation) {
        return installation.workloads().flatMap(workload -> volumes(workload, installation));
    }

    private static Stream<String> volumes(Manifest workload, Installation installation) {
        var volumes = workload.pod().path("volumes");
        var missing =
                workload.containers()
                        .flatMap(container -> container.path("volumeMounts").valueStream())
                        .map(mount -> mount.path("name"))
                        .filter(
                                name ->
                                        Stream.concat(
                                                        volumes.valueStream()
                                                                .map(each -> each.path("name")),
                                                        workload.at("/spec/volumeClaimTemplates")
                                                                .valueStream()
                                                                .map(
                                                                        each ->
                                                                                each.at(
                                                                                        "/metadata/name")))
                                                .noneMatch(name::equals))
                        .map(name -> workload.id() + ": no volume " + name);
        var unknown =
                volumes.valueStream()
                        .map(volume -> volume.at("/configMap/name").asString(""))
                        .filter(name -> !name.isEmpty())
                        .filter(name -> installation.find("ConfigMap", name).isEmpty())
                        .map(name -> workload.id() + ": no ConfigMap " + name);
        return Stream.concat(missing, unknown);
    }

    static Stream<String> namespaces(Installation installation) {
        return installation.manifests().stream()
                .filter(each -> !each.kind().equals("Namespace"))
                .flatMap(
                        each ->
                                Check.problemIf(
                                        !each.at("/metadata/namespace")
                                                .asString("")
                                                .equals("parley"),
                                        each,
                                        "is not in the namespace parley"));
    }
}
