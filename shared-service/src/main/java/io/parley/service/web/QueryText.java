package io.parley.service.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.model.wire.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Queries that no route could read. The container decodes a query when somebody first asks for a
 * parameter, which may be in any filter or servlet: so it is asked here, before them.
 */
public final class QueryText {

    private QueryText() {}

    /** Why the query cannot be read; empty if it can. */
    public static Optional<Problem> problem(HttpServletRequest request) {
        if (request.getQueryString() == null) {
            return Optional.empty();
        }
        try {
            return request.getParameterMap().entrySet().stream()
                    .filter(one -> !isStorable(one.getKey(), one.getValue()))
                    .map(one -> unfit(one.getKey()))
                    .findFirst();
        } catch (IllegalStateException undecodable) {
            return Optional.of(
                    Problem.of(ErrorCode.FRAME_MALFORMED, "The query is not properly encoded."));
        }
    }

    private static boolean isStorable(String name, String[] values) {
        return Texts.isStorable(name) && Stream.of(values).allMatch(Texts::isStorable);
    }

    private static Problem unfit(String name) {
        var field = Texts.isStorable(name) ? name : "query";
        return Problem.of(ErrorCode.VALIDATION_FAILED, null)
                .withFields(List.of(new Problem.Field(field, "must not hold U+0000")));
    }
}
