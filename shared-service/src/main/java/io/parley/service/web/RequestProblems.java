package io.parley.service.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Whatever is wrong with a request, as a problem: for a service whose few routes read parameters
 * and no body. Those with more to say have an advice of their own.
 */
@RestControllerAdvice
@Import({ErrorRoute.class, QueryFilter.class})
public final class RequestProblems {

    private static final Logger log = LoggerFactory.getLogger(RequestProblems.class);

    @ExceptionHandler
    ResponseEntity<String> wrong(MethodArgumentTypeMismatchException wrong) {
        return field(wrong.getName(), "has a wrong form");
    }

    @ExceptionHandler
    ResponseEntity<String> missing(MissingServletRequestParameterException missing) {
        return field(missing.getParameterName(), "is missing");
    }

    @ExceptionHandler
    ResponseEntity<String> outOfBounds(HandlerMethodValidationException wrong) {
        var parameter = wrong.getParameterValidationResults().getFirst();
        return field(
                String.valueOf(parameter.getMethodParameter().getParameterName()),
                String.valueOf(parameter.getResolvableErrors().getFirst().getDefaultMessage()));
    }

    /** What Spring itself refuses carries a status; everything else is a bug. */
    @ExceptionHandler
    ResponseEntity<String> anythingElse(Exception failure) {
        if (failure instanceof ErrorResponse refused) {
            return ErrorRoute.answer(StatusProblems.of(refused.getStatusCode().value(), null));
        }
        var correlation = UUID.randomUUID().toString();
        log.atError()
                .addKeyValue("correlationId", correlation)
                .setCause(failure)
                .log("request failed");
        return ErrorRoute.answer(
                Problem.of(ErrorCode.INTERNAL, null).withCorrelationId(correlation));
    }

    private static ResponseEntity<String> field(String name, String rule) {
        return ErrorRoute.answer(
                Problem.of(ErrorCode.VALIDATION_FAILED, null)
                        .withFields(List.of(new Problem.Field(name, rule))));
    }
}
