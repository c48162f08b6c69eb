package io.parley.stack.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A span as it arrived.
 *
 * @param parent empty for the first one of a trace
 * @param attributes by name, as text
 */
public record TraceSpan(
        String trace,
        String id,
        String parent,
        String service,
        String name,
        long startNanos,
        long endNanos,
        Map<String, String> attributes) {

    static TraceSpan of(String service, JsonNode span) {
        return new TraceSpan(
                span.path("traceId").asString(""),
                span.path("spanId").asString(""),
                span.path("parentSpanId").asString(""),
                service,
                span.path("name").asString(""),
                Long.parseLong(span.path("startTimeUnixNano").asString("0")),
                Long.parseLong(span.path("endTimeUnixNano").asString("0")),
                attributes(span));
    }

    static Map<String, String> attributes(JsonNode of) {
        return of.path("attributes")
                .valueStream()
                .collect(
                        Collectors.toMap(
                                each -> each.path("key").asString(""),
                                TraceSpan::value,
                                (one, other) -> other,
                                LinkedHashMap::new));
    }

    private static String value(JsonNode attribute) {
        return attribute
                .path("value")
                .valueStream()
                .map(value -> value.asString(""))
                .collect(Collectors.joining(","));
    }
}
