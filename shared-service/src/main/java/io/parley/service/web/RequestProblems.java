package io.parley.service.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Whatever is wrong with a request, as a problem: for a service without a database. Those with more
 * to say have an advice of their own.
 */
@RestControllerAdvice
@Import({ErrorRoute.class, RequestFilter.class})
public final class RequestProblems {

    private static final Logger log = LoggerFactory.getLogger(RequestProblems.class);

    @ExceptionHandler
    ResponseEntity<String> refused(RefusedRequest refused) {
        return ProblemAnswer.of(refused.problem());
    }

    @ExceptionHandler
    ResponseEntity<String> unreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return ProblemAnswer.of(Problem.of(ErrorCode.FRAME_TOO_LARGE, null));
            }
        }
        return ProblemAnswer.of(
                Problem.of(ErrorCode.FRAME_MALFORMED, "The body is not the JSON expected."));
    }

    @ExceptionHandler
    ResponseEntity<String> wrongMethod(HttpRequestMethodNotSupportedException wrong) {
        var problem = ProblemAnswer.of(Problem.of(ErrorCode.METHOD_NOT_ALLOWED, null));
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .headers(wrong.getHeaders())
                .body(problem.getBody());
    }

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
            return ProblemAnswer.of(StatusProblems.of(refused.getStatusCode().value(), null));
        }
        var correlation = UUID.randomUUID().toString();
        log.atError()
                .addKeyValue("correlationId", correlation)
                .setCause(failure)
                .log("request failed");
        return ProblemAnswer.of(
                Problem.of(ErrorCode.INTERNAL, null).withCorrelationId(correlation));
    }

    private static ResponseEntity<String> field(String name, String rule) {
        return ProblemAnswer.of(
                Problem.of(ErrorCode.VALIDATION_FAILED, null)
                        .withFields(List.of(new Problem.Field(name, rule))));
    }
}
