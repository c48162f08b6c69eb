package io.parley.user.http;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.model.wire.WrongValue;
import io.parley.service.web.BodyTooLarge;
import io.parley.service.web.ErrorRoute;
import io.parley.service.web.StatusProblems;
import jakarta.servlet.http.HttpServletRequest;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.DatabindException;

/** What controllers and the framework throw, told as a problem; texts of exceptions stay inside. */
@RestControllerAdvice
@Import(ErrorRoute.class)
final class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> unreadable(HttpMessageNotReadableException refused) {
        var cause = NestedExceptionUtils.getRootCause(refused);
        if (cause instanceof BodyTooLarge) {
            return Problems.of(ErrorCode.FRAME_TOO_LARGE, BodyLimit.DETAIL);
        }
        if (cause instanceof SocketTimeoutException) {
            return Problems.later(
                    ErrorCode.UNAVAILABLE,
                    "The body did not come in time.",
                    Problems.AWAY_RETRY_MS);
        }
        if (cause instanceof WrongValue wrong) {
            return Problems.field(path(wrong), wrong.rule());
        }
        return Problems.of(
                ErrorCode.FRAME_MALFORMED,
                "The body must be a JSON object of the documented form.");
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(MethodArgumentNotValidException refused) {
        return Problems.fields(
                refused.getBindingResult().getFieldErrors().stream()
                        .map(ProblemAdvice::field)
                        .distinct()
                        .toList());
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(HandlerMethodValidationException refused) {
        return Problems.fields(
                refused.getParameterValidationResults().stream()
                        .flatMap(
                                result ->
                                        result.getResolvableErrors().stream()
                                                .map(
                                                        error ->
                                                                field(
                                                                        result.getMethodParameter()
                                                                                .getParameterName(),
                                                                        error)))
                        .toList());
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(MethodArgumentTypeMismatchException refused) {
        return Problems.fields(
                List.of(new Problem.Field(refused.getName(), "is not of the documented form")));
    }

    /** Spring Security looks at a header when it is first asked for. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(RequestRejectedException refused) {
        return Problems.of(ErrorCode.FRAME_MALFORMED, "A header holds control characters.");
    }

    @ExceptionHandler
    ResponseEntity<Object> mediaType(HttpMediaTypeNotSupportedException refused) {
        return withStatus(415, "The body must be application/json.");
    }

    @ExceptionHandler
    ResponseEntity<Object> mediaType(HttpMediaTypeNotAcceptableException refused) {
        return withStatus(406, "The answer is application/json.");
    }

    @ExceptionHandler
    ResponseEntity<Object> lostRace(ConcurrencyFailureException refused) {
        return Problems.of(ErrorCode.CONFLICT, "Somebody else changed it at the same time.");
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<Object> databaseAway(Exception outage) {
        log.atWarn().addKeyValue("cause", outage.getClass().getSimpleName()).log("database away");
        return Problems.later(ErrorCode.UNAVAILABLE, Problems.AWAY, Problems.AWAY_RETRY_MS);
    }

    /** A connection that broke in the middle: its rollback failed, and hides what failed before. */
    @ExceptionHandler
    ResponseEntity<Object> brokenOff(
            TransactionSystemException failure, HttpServletRequest request) {
        return failure.getApplicationException() == null
                ? anythingElse(failure, request)
                : databaseAway(failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> anythingElse(Exception thrown, HttpServletRequest request) {
        if (thrown instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            var answer = withStatus(known.getStatusCode().value(), null);
            return ResponseEntity.status(answer.getStatusCode())
                    .headers(answer.getHeaders())
                    .headers(known.getHeaders())
                    .body(answer.getBody());
        }
        var correlation = UUID.randomUUID().toString();
        log.atError()
                .addKeyValue("correlationId", correlation)
                .addKeyValue("method", request.getMethod())
                .setCause(thrown)
                .log("request failed");
        return Problems.of(Problem.of(ErrorCode.INTERNAL, null).withCorrelationId(correlation));
    }

    private static ResponseEntity<Object> withStatus(int status, @Nullable String detail) {
        return Problems.of(StatusProblems.of(status, detail));
    }

    private static String path(DatabindException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static Problem.Field field(FieldError error) {
        return field(error.getField(), error);
    }

    private static Problem.Field field(@Nullable String name, MessageSourceResolvable error) {
        var message = error.getDefaultMessage();
        return new Problem.Field(
                name == null ? "request" : name, message == null ? "is not valid" : message);
    }
}
