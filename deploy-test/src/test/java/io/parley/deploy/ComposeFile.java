package io.parley.deploy;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** docker-compose.yml and the file that explains its values. */
record ComposeFile(ObjectNode content, String example) {

    /** What a service of the file may say: a closed list, so that a misspelt key is found. */
    private static final Set<String> KEYS =
            Set.of(
                    "image",
                    "build",
                    "command",
                    "environment",
                    "volumes",
                    "networks",
                    "shm_size",
                    "stop_grace_period",
                    "healthcheck",
                    "deploy",
                    "depends_on",
                    "ports",
                    "restart",
                    "profiles",
                    "read_only",
                    "tmpfs",
                    "cap_drop",
                    "security_opt");

    private static final Pattern VALUE = Pattern.compile("\\$\\{([A-Z_]+)(?:(:\\?|:-)([^}]*))?}");
    private static final Pattern SECRET = Pattern.compile("[A-Z_]+_(PASSWORD|SECRET)");

    static ComposeFile read() {
        return of(Repository.text("docker-compose.yml"), Repository.text(".env.example"));
    }

    static ComposeFile of(String compose, String example) {
        return new ComposeFile((ObjectNode) YamlFile.documents(compose).getFirst(), example);
    }

    Map<String, JsonNode> services() {
        return content.path("services")
                .propertyStream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    /** With the values that hold unless somebody sets others. */
    Set<String> images() {
        return services().values().stream()
                .map(service -> filledIn(service.path("image").asString("")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String filledIn(String text) {
        return VALUE.matcher(text)
                .replaceAll(found -> found.group(3) == null ? "" : found.group(3));
    }

    Stream<String> problems() {
        return Stream.of(
                        each(ComposeFile::unknownKeys),
                        each(this::settings),
                        each(this::dependencies),
                        each(ComposeFile::safety),
                        each(ComposeFile::files),
                        each(ComposeFile::build),
                        each(ComposeFile::stopping),
                        networks(),
                        values(),
                        explanations())
                .flatMap(found -> found);
    }

    private interface OfService {
        Stream<String> problems(String name, JsonNode service);
    }

    private Stream<String> each(OfService check) {
        return services().entrySet().stream()
                .flatMap(
                        service ->
                                check.problems(service.getKey(), service.getValue())
                                        .map(sentence -> service.getKey() + ": " + sentence));
    }

    private static Stream<String> unknownKeys(String name, JsonNode service) {
        return service.propertyStream()
                .map(Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .map(key -> "unknown key " + key);
    }

    private Stream<String> settings(String name, JsonNode service) {
        if (!Repository.SERVICES.contains(name)) {
            return Stream.empty();
        }
        var environment = service.path("environment");
        return Stream.concat(
                Settings.problems(name, List.copyOf(environment.propertyNames())),
                environment
                        .propertyStream()
                        .map(variable -> variable.getValue().asString(""))
                        .flatMap(
                                value ->
                                        Pattern.compile(
                                                        "(?:http://|@|jdbc:postgresql://)([a-z-]+):\\d+")
                                                .matcher(value)
                                                .results())
                        .map(address -> address.group(1))
                        .filter(host -> !host.equals("localhost"))
                        .filter(host -> !services().containsKey(host))
                        .map(host -> "leads nowhere: " + host));
    }

    private Stream<String> dependencies(String name, JsonNode service) {
        return service.path("depends_on")
                .propertyStream()
                .filter(
                        other ->
                                !hasHealthCheck(other.getKey())
                                        || !other.getValue()
                                                .path("condition")
                                                .asString("")
                                                .equals("service_healthy"))
                .map(other -> "does not wait until " + other.getKey() + " is well");
    }

    /** Services bring theirs in the image. */
    private boolean hasHealthCheck(String name) {
        var service = services().get(name);
        return service != null
                && (Repository.SERVICES.contains(name) || service.has("healthcheck"));
    }

    private static Stream<String> safety(String name, JsonNode service) {
        var isOurs = Repository.SERVICES.contains(name);
        return Stream.of(
                        problem(
                                service.at("/deploy/resources/limits/memory").isMissingNode(),
                                "no limit of memory"),
                        problem(
                                !service.path("restart").asString("").equals("unless-stopped"),
                                "does not come back"),
                        problem(
                                isOurs
                                        && !(service.path("read_only").asBoolean(false)
                                                && service.at("/cap_drop/0")
                                                        .asString("")
                                                        .equals("ALL")
                                                && service.at("/security_opt/0")
                                                        .asString("")
                                                        .equals("no-new-privileges:true")),
                                "may do more than it needs"),
                        problem(
                                isOpen(service) != name.equals("gateway-service"),
                                "the gateway alone has a port outside"))
                .flatMap(found -> found);
    }

    private static boolean isOpen(JsonNode service) {
        return service.path("ports")
                .valueStream()
                .anyMatch(port -> !port.asString("").startsWith("127.0.0.1:"));
    }

    /** Of this repository. */
    private static Stream<String> files(String name, JsonNode service) {
        return service.path("volumes")
                .valueStream()
                .map(volume -> volume.asString("").split(":", 2)[0])
                .filter(source -> source.startsWith("./"))
                .filter(source -> !Files.isRegularFile(Repository.path(source)))
                .map(source -> "there is no file " + source);
    }

    private static Stream<String> build(String name, JsonNode service) {
        var arguments = service.at("/build/args");
        var isBuilt = arguments.path("SERVICE").asString("").equals(name);
        return problem(
                Repository.SERVICES.contains(name)
                        && !(isBuilt && service.at("/build/context").asString("").equals(".")),
                "is not built from its module");
    }

    private static Stream<String> stopping(String name, JsonNode service) {
        var seconds = service.path("stop_grace_period").asString("0s").replace("s", "");
        var needed = Repository.SERVICES.contains(name) ? Pods.phase(name) + 10 : 10;
        return problem(Long.parseLong(seconds) < needed, "is killed before it has stopped");
    }

    /** Two that share a network can talk: so may only those with an arrow in one of the ways. */
    private Stream<String> networks() {
        var arrows = new TreeSet<>(Arrow.documented(Installation.SMALL));
        arrows.addAll(Arrow.documented("compose"));
        return services().keySet().stream()
                .flatMap(
                        a ->
                                services().keySet().stream()
                                        .filter(b -> a.compareTo(b) < 0)
                                        .filter(b -> share(a, b) != isDrawn(a, b, arrows))
                                        .map(b -> "networks of " + a + " and " + b));
    }

    private boolean share(String a, String b) {
        return networks(a).anyMatch(network -> networks(b).anyMatch(network::equals));
    }

    private Stream<JsonNode> networks(String service) {
        return content.path("services").path(service).path("networks").valueStream();
    }

    private static boolean isDrawn(String a, String b, Set<Arrow> arrows) {
        return arrows.stream()
                .anyMatch(
                        arrow ->
                                Set.of(nameInTable(a), nameInTable(b))
                                        .equals(new TreeSet<>(List.of(arrow.from(), arrow.to()))));
    }

    private static String nameInTable(String service) {
        return service.equals("prometheus") ? "monitoring" : service;
    }

    /** A secret has no default; without it compose stops with a sentence. */
    private Stream<String> values() {
        var demanded = new TreeSet<String>();
        var given = new TreeSet<String>();
        VALUE.matcher(content.toString())
                .results()
                .filter(found -> found.group(2) != null)
                .forEach(
                        found ->
                                (found.group(2).equals(":?") ? demanded : given)
                                        .add(found.group(1)));
        return Stream.concat(
                used().filter(name -> SECRET.matcher(name).matches())
                        .filter(name -> !demanded.contains(name) || given.contains(name))
                        .map(name -> name + " may be missing"),
                content.path("services").findValues("environment").stream()
                        .flatMap(JsonNode::propertyStream)
                        .filter(each -> SECRET.matcher(each.getKey()).matches())
                        .filter(each -> !each.getValue().asString("").startsWith("${"))
                        .map(each -> each.getKey() + " is written down"));
    }

    private Stream<String> used() {
        return VALUE.matcher(content.toString()).results().map(found -> found.group(1)).distinct();
    }

    private Stream<String> explanations() {
        var explained =
                Pattern.compile("(?m)^([A-Z_]+)=(.*)$")
                        .matcher(example)
                        .results()
                        .collect(
                                Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        return Stream.of(
                        used().filter(name -> !explained.containsKey(name))
                                .map(name -> ".env.example does not explain " + name),
                        explained.keySet().stream()
                                .filter(name -> used().noneMatch(name::equals))
                                .map(name -> ".env.example explains what nobody reads: " + name),
                        explained.entrySet().stream()
                                .filter(each -> SECRET.matcher(each.getKey()).matches())
                                .filter(each -> !each.getValue().isEmpty())
                                .map(each -> ".env.example holds a secret: " + each.getKey()))
                .flatMap(found -> found);
    }

    private static Stream<String> problem(boolean wrong, String sentence) {
        return wrong ? Stream.of(sentence) : Stream.empty();
    }
}
