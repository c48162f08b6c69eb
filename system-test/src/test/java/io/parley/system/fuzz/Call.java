package io.parley.system.fuzz;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as it goes over the wire.
 *
 * @param what is tried, in words
 * @param target path and query, which need not be a URI
 */
public record Call(
        String what,
        String method,
        String target,
        Map<String, String> headers,
        @Nullable String body) {

    Call withHeader(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Call(what, method, target, more, body);
    }

    /** The same, behind a prefix. */
    public Call under(String prefix) {
        return new Call(what, method, prefix + target, headers, body);
    }

    /** The same, by somebody who has this header; what the call says itself stays. */
    public Call by(String header, String value) {
        return headers.containsKey(header) ? this : withHeader(header, value);
    }

    @Override
    public String toString() {
        return "%s %s, %s".formatted(method, shortened(target), what);
    }

    static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "… (" + text.length() + ")" : text;
    }
}
