package io.parley.deploy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the network policies let through. Between two pods that is what both sides allow; what only
 * one of them allows is a mistake as well.
 */
final class Policies {

    /** Names of the table for what is not a pod of Parley's. */
    private static final Map<String, String> OUTSIDERS =
            Map.of(
                    "kube-system", "names",
                    "monitoring", "monitoring",
                    "ingress-nginx", "ingress",
                    "10.0.50.0/24", "external-postgresql",
                    "10.0.51.0/24", "external-redis",
                    "0.0.0.0/0", "outside");

    private Policies() {}

    static Stream<String> arrows(Installation installation) {
        var present = installation.workloads().map(Manifest::name).collect(Collectors.toSet());
        var documented =
                Arrow.documented(installation.name()).stream()
                        .filter(arrow -> isPossible(arrow, present))
                        .collect(Collectors.toCollection(TreeSet::new));
        return Stream.of(
                        differences(
                                "in",
                                "Ingress",
                                documented,
                                present,
                                allowed(installation, "Ingress")),
                        differences(
                                "out",
                                "Egress",
                                documented,
                                present,
                                allowed(installation, "Egress")),
                        openPods(installation))
                .flatMap(found -> found);
    }

    private static boolean isPossible(Arrow arrow, Set<String> present) {
        return isPossible(arrow.from(), present) && isPossible(arrow.to(), present);
    }

    /** A workload that this installation has none of has no arrows. */
    private static boolean isPossible(String name, Set<String> present) {
        var isServer = List.of("postgresql", "redis", "kafka").contains(name);
        return !isServer || present.contains(name);
    }

    private static Stream<String> differences(
            String way,
            String type,
            Set<Arrow> documented,
            Set<String> present,
            Set<Arrow> allowed) {
        var wanted =
                documented.stream()
                        .filter(
                                arrow ->
                                        present.contains(
                                                type.equals("Ingress") ? arrow.to() : arrow.from()))
                        .collect(Collectors.toCollection(TreeSet::new));
        return Stream.concat(
                allowed.stream()
                        .filter(arrow -> !wanted.contains(arrow))
                        .map(arrow -> "allowed " + way + ", but not in the table: " + arrow),
                wanted.stream()
                        .filter(arrow -> !allowed.contains(arrow))
                        .map(arrow -> "in the table, but not allowed " + way + ": " + arrow));
    }

    /** Without a policy that selects a pod for both ways everything is allowed to it. */
    private static Stream<String> openPods(Installation installation) {
        return installation
                .of("NetworkPolicy")
                .filter(policy -> policy.at("/spec/podSelector").isEmpty())
                .filter(policy -> policy.at("/spec/policyTypes").size() == 2)
                .filter(policy -> policy.at("/spec/ingress").isMissingNode())
                .filter(policy -> policy.at("/spec/egress").isMissingNode())
                .findAny()
                .map(policy -> Stream.<String>empty())
                .orElseGet(() -> Stream.of("nothing denies by default"));
    }

    private static Set<Arrow> allowed(Installation installation, String type) {
        return installation
                .of("NetworkPolicy")
                .flatMap(policy -> allowed(policy, type, installation))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Arrow> allowed(Manifest policy, String type, Installation installation) {
        var isIn = type.equals("Ingress");
        return selected(policy.at("/spec/podSelector"), installation)
                .flatMap(
                        pod ->
                                policy.at(isIn ? "/spec/ingress" : "/spec/egress")
                                        .valueStream()
                                        .flatMap(rule -> arrows(pod, rule, isIn, installation)));
    }

    private static Stream<Arrow> arrows(
            String pod, JsonNode rule, boolean isIn, Installation installation) {
        return peers(rule.path(isIn ? "from" : "to"), installation)
                .flatMap(
                        peer ->
                                ports(rule)
                                        .map(
                                                port ->
                                                        isIn
                                                                ? new Arrow(peer, pod, port)
                                                                : new Arrow(pod, peer, port)));
    }

    /** A rule without ports allows all of them: no table has port 0. */
    private static Stream<Integer> ports(JsonNode rule) {
        return rule.path("ports").isEmpty()
                ? Stream.of(0)
                : rule.path("ports").valueStream().map(port -> port.path("port").asInt(0));
    }

    private static Stream<String> peers(JsonNode peers, Installation installation) {
        return peers.isEmpty()
                ? Stream.of("anybody")
                : peers.valueStream().flatMap(peer -> peer(peer, installation));
    }

    private static Stream<String> peer(JsonNode peer, Installation installation) {
        var block = peer.at("/ipBlock/cidr").asString("");
        var namespace =
                peer.at("/namespaceSelector/matchLabels")
                        .path("kubernetes.io/metadata.name")
                        .asString("");
        if (peer.has("ipBlock") || peer.has("namespaceSelector")) {
            return Stream.of(OUTSIDERS.getOrDefault(block + namespace, "unknown " + peer));
        }
        return selected(peer.path("podSelector"), installation);
    }

    private static Stream<String> selected(JsonNode selector, Installation installation) {
        var expressions = selector.path("matchExpressions");
        var names =
                expressions.isEmpty()
                        ? installation.matching(selector.path("matchLabels")).map(Manifest::name)
                        : expressions
                                .path(0)
                                .path("values")
                                .valueStream()
                                .map(JsonNode::asString)
                                .filter(
                                        name ->
                                                installation
                                                        .workloads()
                                                        .map(Manifest::name)
                                                        .anyMatch(name::equals));
        return names;
    }
}
