package io.parley.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of error codes in docs/protocol.md, and the same as the code has it. */
final class ErrorTable {

    static final String ROOM_POLICY = "shared-model/src/main/java/io/parley/model/policy";
    private static final String MESSAGE_RULES =
            "shared-model/src/main/java/io/parley/model/message";
    private static final String NO_REQUEST = "shared-service/src/main/java/io/parley/service/web";

    private static final String BARE_STATUS = NO_REQUEST + "/StatusProblems.java";

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (\\d{3}) \\| ([^|]*) \\| ([^|]*) \\|");
    private static final Pattern CODE =
            Pattern.compile("(?m)^    ([A-Z_]+)\\(\"([a-z.]+)\", (\\d{3})\\)[,;]");
    private static final Pattern USE = Pattern.compile("\\b(?:ErrorCode\\.)([A-Z_]+)\\b");
    private static final List<String> OVER_HTTP =
            List.of("user-service", "message-service", "chat-service", "gateway-service");

    private static final String CHAT = "chat-service";
    private static final String CHAT_CODE = CHAT + "/src/main/java/io/parley/chat/";

    /** What answers commands over HTTP alone. */
    private static final String CHAT_REST = CHAT_CODE + "rest";

    /** What both ways share. */
    private static final List<String> CHAT_SHARED =
            List.of(CHAT_CODE + "command", CHAT_CODE + "token");

    /** Of a person to whom a direct room is opened by the first SEND. */
    private static final String STOMP_ALONE = "USER_NOT_FOUND";

    private ErrorTable() {}

    /**
     * One code.
     *
     * @param rest services that answer a request with it, without their ending
     * @param stomp {@code fatal} where the session ends with it, {@code event} where it goes on,
     *     {@code -} where no session ever gets it
     */
    record Row(String code, int status, Set<String> rest, String stomp) {}

    static List<Row> told(String protocol) {
        return ROW.matcher(protocol)
                .results()
                .map(
                        row ->
                                new Row(
                                        row.group(1),
                                        Integer.parseInt(row.group(2)),
                                        names(row.group(3)),
                                        row.group(4).split(",", 2)[0].strip()))
                .toList();
    }

    private static Set<String> names(String cell) {
        return Arrays.stream(cell.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.equals("-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Row> real() {
        var registry =
                Repository.text("shared-model/src/main/java/io/parley/model/wire/ErrorCode.java");
        var fatal = registry.substring(registry.indexOf("endsSession"));
        var made = new TreeMap<String, Set<String>>();
        OVER_HTTP.forEach(service -> made.put(service, made(service)));
        var overStomp = overStomp();
        return CODE.matcher(registry)
                .results()
                .map(
                        code ->
                                new Row(
                                        code.group(2),
                                        Integer.parseInt(code.group(3)),
                                        OVER_HTTP.stream()
                                                .filter(
                                                        service ->
                                                                made.getOrDefault(service, Set.of())
                                                                        .contains(code.group(1)))
                                                .map(
                                                        service ->
                                                                service.replace(
                                                                        Repository.SERVICE, ""))
                                                .collect(Collectors.toCollection(TreeSet::new)),
                                        stomp(
                                                overStomp.contains(code.group(1)),
                                                fatal.contains(code.group(1)))))
                .toList();
    }

    private static String stomp(boolean isMade, boolean isFatal) {
        return isMade ? (isFatal ? "fatal" : "event") : "-";
    }

    /**
     * Refusals of the policy of rooms come from both services that ask it, those of the rules of
     * messages from the one that takes changes, those of what is no request from all that serve by
     * servlets, and those of bare statuses from the gateway, too.
     */
    private static Set<String> made(String service) {
        return switch (service) {
            case CHAT -> {
                var codes = used(Stream.of(overHttp(), shared(NO_REQUEST)));
                codes.remove(STOMP_ALONE);
                yield codes;
            }
            case "message-service" ->
                    used(
                            Stream.of(
                                    Sources.below(service),
                                    shared(ROOM_POLICY),
                                    shared(NO_REQUEST)));
            case "gateway-service" ->
                    used(
                            Stream.of(
                                    Sources.below(service),
                                    Stream.of(Repository.text(BARE_STATUS))));
            default -> used(Stream.of(Sources.below(service), shared(NO_REQUEST)));
        };
    }

    private static Stream<String> overHttp() {
        return Stream.concat(Stream.of(CHAT_REST, ROOM_POLICY, MESSAGE_RULES), CHAT_SHARED.stream())
                .flatMap(ErrorTable::shared);
    }

    private static Set<String> overStomp() {
        var sessions =
                Sources.files(CHAT_CODE, ".java")
                        .filter(file -> !file.startsWith(CHAT_REST))
                        .map(Repository::text);
        return used(Stream.of(sessions, shared(ROOM_POLICY), shared(MESSAGE_RULES)));
    }

    private static Set<String> used(Stream<Stream<String>> texts) {
        return texts.flatMap(each -> each)
                .flatMap(text -> USE.matcher(text).results())
                .map(use -> use.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> shared(String folder) {
        return Sources.files(folder, ".java").map(Repository::text);
    }
}
