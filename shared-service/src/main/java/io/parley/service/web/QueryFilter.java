package io.parley.service.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses queries that cannot be read. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QueryFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var unreadable = QueryText.problem(request);
        if (unreadable.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(unreadable.get().status());
        response.setContentType(Problem.MEDIA_TYPE);
        var json = Json.MAPPER.writeValueAsString(unreadable.get());
        response.getOutputStream().write(json.getBytes(UTF_8));
    }
}
