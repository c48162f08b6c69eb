package io.parley.system.fuzz;

import static java.util.stream.Collectors.joining;

import io.parley.system.fuzz.Parameter.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of a route, each wrong in one place. */
public final class Calls {

    private static final String JSON = "application/json";
    private static final String TYPE = "Content-Type";

    /** What every route could look at, declared or not. */
    private static final List<String> COMMON_HEADERS =
            List.of(
                    "If-Match",
                    "If-None-Match",
                    "Idempotency-Key",
                    "Last-Event-ID",
                    "Cookie",
                    "Accept",
                    TYPE,
                    "Accept-Language",
                    "Range",
                    "traceparent",
                    "X-Forwarded-For",
                    "Origin");

    private static final List<String> COMMON_VALUES =
            List.of("\u00ff", "%F0%9F", "*/*;q=x,,", "x".repeat(3_000));

    private static final List<String> UNKNOWN_PARAMETERS =
            List.of("%F0%9F", "%00", "%", "x&x&x", "&&&=&=", "x".repeat(5_000));

    private final Route route;
    private final Samples samples;

    private Calls(Route route, Samples samples) {
        this.route = route;
        this.samples = samples;
    }

    /** All of them; the first one is right. */
    public static Stream<Call> of(Route route, Samples samples) {
        var calls = new Calls(route, samples);
        return Stream.of(
                        Stream.of(calls.right("nothing wrong")),
                        calls.inPath(),
                        calls.inQuery(),
                        calls.inHeaders(),
                        calls.inBody())
                .flatMap(each -> each);
    }

    private Call right(String what) {
        return call(what, path(null, ""), "", rightBody());
    }

    private Call call(String what, String path, String query, @Nullable String body) {
        Map<String, String> headers = body == null ? Map.of() : Map.of(TYPE, JSON);
        return new Call(what, route.method(), path + query, headers, body);
    }

    private @Nullable String rightBody() {
        return route.body() ? body(null, "") : null;
    }

    private Stream<Call> inPath() {
        return route.in(Place.PATH)
                .flatMap(
                        one ->
                                BadValues.encoded(one).stream()
                                        .map(
                                                bad ->
                                                        call(
                                                                says(one, bad),
                                                                path(one, bad),
                                                                "",
                                                                rightBody())));
    }

    private String path(@Nullable Parameter wrong, String value) {
        var path = new StringBuilder();
        var before = "";
        for (var segment : route.path().substring(1).split("/", -1)) {
            path.append('/')
                    .append(
                            segment.startsWith("{")
                                    ? variable(segment, before, wrong, value)
                                    : segment);
            before = segment;
        }
        return path.toString();
    }

    private String variable(
            String segment, String before, @Nullable Parameter wrong, String value) {
        var name = segment.substring(1, segment.length() - 1);
        var parameter =
                route.in(Place.PATH)
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseGet(() -> Parameter.text(Place.PATH, name));
        return parameter.equals(wrong) ? value : samples.path(parameter, before);
    }

    private Stream<Call> inQuery() {
        var path = path(null, "");
        var unknown =
                UNKNOWN_PARAMETERS.stream()
                        .map(bad -> call("?" + Call.shortened(bad), path, "?" + bad, rightBody()));
        var declared =
                route.in(Place.QUERY)
                        .flatMap(
                                one ->
                                        queries(one)
                                                .map(
                                                        query ->
                                                                call(
                                                                        "?" + Call.shortened(query),
                                                                        path,
                                                                        "?" + others(one) + query,
                                                                        rightBody())));
        return Stream.concat(unknown, declared);
    }

    /** A parameter that must be there would hide what is wrong with another one. */
    private String others(Parameter wrong) {
        return route.in(Place.QUERY)
                .filter(one -> !one.equals(wrong) && !samples.text(one).isEmpty())
                .filter(one -> one.kind() != Kind.CHOICE && one.kind() != Kind.ID)
                .map(one -> one.name() + "=" + samples.text(one) + "&")
                .collect(joining());
    }

    private static Stream<String> queries(Parameter one) {
        var name = one.name();
        var odd =
                Stream.of(
                        name,
                        name + "=",
                        name + "=1&" + name + "=2",
                        name + "=1,2",
                        name + "[]=1",
                        name + "[0].class=1",
                        "%s=1&".formatted(name).repeat(600));
        return Stream.concat(BadValues.encoded(one).stream().map(bad -> name + "=" + bad), odd);
    }

    private Stream<Call> inHeaders() {
        var declared =
                route.in(Place.HEADER)
                        .flatMap(
                                one ->
                                        BadValues.inHeader().stream()
                                                .map(bad -> withHeader(one.name(), bad)));
        var common =
                COMMON_HEADERS.stream()
                        .flatMap(name -> COMMON_VALUES.stream().map(bad -> withHeader(name, bad)));
        var cookies =
                route.in(Place.COOKIE)
                        .flatMap(
                                one ->
                                        BadValues.inHeader().stream()
                                                .map(
                                                        bad ->
                                                                withHeader(
                                                                        "Cookie",
                                                                        one.name() + "=" + bad)));
        return Stream.of(declared, common, cookies).flatMap(each -> each);
    }

    private Call withHeader(String name, String bad) {
        return right(name + ": " + Call.shortened(bad)).withHeader(name, bad);
    }

    private Stream<Call> inBody() {
        if (!route.body()) {
            return Stream.of(
                    new Call(
                            "a body where none is",
                            route.method(),
                            path(null, ""),
                            Map.of(TYPE, JSON),
                            "{"));
        }
        var path = path(null, "");
        var fields =
                route.in(Place.BODY)
                        .flatMap(
                                one ->
                                        Stream.concat(Stream.of(""), BadValues.json(one).stream())
                                                .map(
                                                        bad ->
                                                                call(
                                                                        says(one, bad),
                                                                        path,
                                                                        "",
                                                                        body(one, bad))));
        var twice =
                route.in(Place.BODY)
                        .map(
                                one ->
                                        call(
                                                one.name() + " twice",
                                                path,
                                                "",
                                                body(null, "")
                                                        .replaceFirst(
                                                                "\\{",
                                                                "{\"%s\":[1],"
                                                                        .formatted(one.name()))));
        var whole =
                BadValues.bodies(body(null, "")).stream()
                        .map(bad -> call("the body " + Call.shortened(bad), path, "", bad));
        return Stream.of(fields, twice, whole).flatMap(each -> each);
    }

    /** A field with an empty value is left out. */
    private String body(@Nullable Parameter wrong, String value) {
        var fields = new HashMap<String, String>();
        route.in(Place.BODY)
                .forEach(
                        one ->
                                fields.put(
                                        one.name(), one.equals(wrong) ? value : samples.json(one)));
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> '"' + field.getKey() + "\":" + field.getValue())
                .collect(joining(",", "{", "}"));
    }

    private static String says(Parameter parameter, String value) {
        return "%s = %s".formatted(parameter.name(), Call.shortened(value));
    }
}
