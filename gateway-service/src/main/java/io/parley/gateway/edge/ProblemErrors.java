package io.parley.gateway.edge;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import io.parley.service.web.StatusProblems;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Turns whatever went wrong in the gateway into a problem; nothing of an exception gets out. */
@Component
@Order(-2)
class ProblemErrors implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrors.class);
    private static final int GATEWAY_TIMEOUT = 504;

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        var refusal = refusal(exchange, failure);
        response.setStatusCode(HttpStatusCode.valueOf(refusal.problem().status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        refusal.headers().forEach(response.getHeaders()::set);
        var body = Json.MAPPER.writeValueAsBytes(refusal.problem());
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static RefusedException refusal(ServerWebExchange exchange, Throwable failure) {
        return switch (failure) {
            case RefusedException refused -> refused;
            case ResponseStatusException status -> ofStatus(status);
            case IOException _, TimeoutException _ ->
                    Unavailable.because(ErrorCode.UNAVAILABLE, "The service does not answer.");
            default -> internal(exchange, failure);
        };
    }

    private static RefusedException ofStatus(ResponseStatusException failure) {
        var status = failure.getStatusCode().value();
        if (status == GATEWAY_TIMEOUT) {
            return Unavailable.because(
                    ErrorCode.UNAVAILABLE, "The service did not answer in time.");
        }
        return new RefusedException(StatusProblems.of(status, null), Map.of());
    }

    private static RefusedException internal(ServerWebExchange exchange, Throwable failure) {
        var id = UUID.randomUUID().toString();
        LOG.atError()
                .addKeyValue("correlationId", id)
                .addKeyValue("path", exchange.getRequest().getPath().value())
                .setCause(failure)
                .log("Request failed");
        return new RefusedException(
                Problem.of(ErrorCode.INTERNAL, null).withCorrelationId(id), Map.of());
    }
}
