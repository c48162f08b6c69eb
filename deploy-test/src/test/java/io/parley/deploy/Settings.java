package io.parley.deploy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The services' environment: what they know, what they need, and where it leads. */
final class Settings {

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(dns:)?\\b(?:(?:http|jdbc:postgresql)://|@)?([a-z][a-z0-9.-]*):(\\d{2,5})\\b");

    /** The JVM's own. */
    private static final Set<String> ANY = Set.of("JDK_JAVA_OPTIONS");

    private Settings() {}

    static Stream<String> variables(Installation installation) {
        return installation.workloads().flatMap(workload -> variables(workload, installation));
    }

    private static Stream<String> variables(Manifest workload, Installation installation) {
        var environment = Environment.of(workload, installation);
        return Stream.concat(
                environment.problems(),
                workload.isService()
                        ? problems(workload.name(), environment.values().keySet())
                                .map(sentence -> workload.id() + ": " + sentence)
                        : Stream.empty());
    }

    /** Of a service that has these variables. */
    static Stream<String> problems(String service, Collection<String> names) {
        var settings = ServiceSettings.of(service);
        Predicate<String> isKnown = name -> ANY.contains(name) || settings.known().contains(name);
        return Stream.concat(
                names.stream().filter(isKnown.negate()).map(name -> service + " knows no " + name),
                settings.required().stream()
                        .filter(name -> !names.contains(name))
                        .map(name -> service + " needs " + name));
    }

    /**
     * Addresses of others: services that exist, with that port; headless where each pod is meant.
     */
    static Stream<String> addresses(Installation installation) {
        return installation
                .workloads()
                .flatMap(
                        workload ->
                                Environment.of(workload, installation).values().entrySet().stream()
                                        .filter(Settings::holdsAddresses)
                                        .flatMap(
                                                variable ->
                                                        ADDRESS.matcher(variable.getValue())
                                                                .results()
                                                                .flatMap(
                                                                        address ->
                                                                                problems(
                                                                                        address,
                                                                                        workload,
                                                                                        installation))));
    }

    private static boolean holdsAddresses(Map.Entry<String, String> variable) {
        return Stream.of("_URL", "_SERVERS", "_PODS", "_FOLLOWERS", "_VOTERS")
                        .anyMatch(variable.getKey()::endsWith)
                && !variable.getKey().equals("PARLEY_PUBLIC_URL");
    }

    private static Stream<String> problems(
            MatchResult address, Manifest workload, Installation installation) {
        var host = address.group(2);
        if (host.endsWith(".example.internal")) {
            return Stream.empty();
        }
        var service = installation.find("Service", host).or(() -> podOfASet(host, installation));
        var hasPort =
                service.stream()
                        .flatMap(each -> each.at("/spec/ports").valueStream())
                        .anyMatch(port -> port.path("port").asString("").equals(address.group(3)));
        var wantsEach = address.group(1) != null || !host.equals(first(host));
        var isRight = hasPort && (!wantsEach || service.filter(References::isHeadless).isPresent());
        return Check.problemIf(!isRight, workload, "leads nowhere: " + address.group());
    }

    private static Optional<Manifest> podOfASet(String host, Installation installation) {
        var parts = List.of(host.split("\\.", 2));
        if (parts.size() < 2) {
            return Optional.empty();
        }
        return installation
                .of("StatefulSet")
                .filter(set -> set.at("/spec/serviceName").asString("").equals(parts.get(1)))
                .filter(set -> isPodOf(set, parts.getFirst()))
                .findFirst()
                .flatMap(set -> installation.find("Service", parts.get(1)));
    }

    private static boolean isPodOf(Manifest set, String pod) {
        return Stream.iterate(0, number -> number + 1)
                .limit(set.at("/spec/replicas").asInt(0))
                .anyMatch(number -> pod.equals(set.name() + '-' + number));
    }

    private static String first(String host) {
        return host.split("\\.", 2)[0];
    }
}
