package io.parley.message.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.model.wire.WrongValue;
import io.parley.service.web.BodyTooLarge;
import io.parley.service.web.StatusProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Turns whatever a controller throws into a problem. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String WRONG_FORM = "has a wrong form";

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refusal refusal) {
        return Problems.answer(refusal.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalidBody(MethodArgumentNotValidException invalid) {
        return Problems.answer(
                invalid(invalid.getFieldErrors().stream().map(ProblemAdvice::field).toList()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalidParameter(HandlerMethodValidationException invalid) {
        var fields =
                invalid.getParameterValidationResults().stream()
                        .map(
                                result ->
                                        new Problem.Field(
                                                name(
                                                        result.getMethodParameter()
                                                                .getParameterName()),
                                                name(
                                                        result.getResolvableErrors()
                                                                .getFirst()
                                                                .getDefaultMessage())))
                        .toList();
        return Problems.answer(invalid(fields));
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalidValue(ConstraintViolationException invalid) {
        var fields =
                invalid.getConstraintViolations().stream()
                        .map(v -> new Problem.Field(v.getPropertyPath().toString(), v.getMessage()))
                        .toList();
        return Problems.answer(invalid(fields));
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongParameter(MethodArgumentTypeMismatchException wrong) {
        return Problems.answer(invalid(List.of(new Problem.Field(wrong.getName(), WRONG_FORM))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missingParameter(MissingServletRequestParameterException missing) {
        return Problems.answer(
                invalid(List.of(new Problem.Field(missing.getParameterName(), "is missing"))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return Problems.answer(Problem.of(ErrorCode.FRAME_TOO_LARGE, null));
            }
            if (cause instanceof SocketTimeoutException) {
                return Problems.answer(Problems.unavailable("the body did not come in time"));
            }
            if (cause instanceof WrongValue wrong) {
                return Problems.answer(
                        invalid(List.of(new Problem.Field(path(wrong), wrong.rule()))));
            }
            if (cause instanceof DatabindException wrong && !wrong.getPath().isEmpty()) {
                return Problems.answer(
                        invalid(List.of(new Problem.Field(path(wrong), WRONG_FORM))));
            }
        }
        return Problems.answer(
                Problem.of(ErrorCode.FRAME_MALFORMED, "the body is not the JSON expected"));
    }

    /** Spring Security looks at a header when it is first asked for. */
    @ExceptionHandler
    ResponseEntity<Problem> undecodable(RequestRejectedException refused) {
        return Problems.answer(
                Problem.of(ErrorCode.FRAME_MALFORMED, "a header holds control characters"));
    }

    /** Where the client is gone there is nobody to tell, and nothing to mend. */
    @ExceptionHandler
    @Nullable ResponseEntity<Problem> unwritable(HttpMessageNotWritableException unwritable) {
        if (NestedExceptionUtils.getMostSpecificCause(unwritable) instanceof IOException) {
            LOG.atDebug().log("the client left before the answer");
            return null;
        }
        return Problems.answer(Problems.internal(unwritable));
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongMethod(HttpRequestMethodNotSupportedException wrong) {
        var problem = Problems.answer(Problem.of(ErrorCode.METHOD_NOT_ALLOWED, null));
        var methods = wrong.getSupportedHttpMethods();
        return methods == null
                ? problem
                : ResponseEntity.status(problem.getStatusCode())
                        .headers(problem.getHeaders())
                        .header(
                                HttpHeaders.ALLOW,
                                methods.stream()
                                        .map(Object::toString)
                                        .sorted()
                                        .collect(Collectors.joining(", ")))
                        .body(problem.getBody());
    }

    @ExceptionHandler({
        TransientDataAccessException.class,
        QueryTimeoutException.class,
        CannotGetJdbcConnectionException.class,
        CannotCreateTransactionException.class,
        org.springframework.dao.DataAccessResourceFailureException.class
    })
    ResponseEntity<Problem> databaseAway(Exception outage, HttpServletRequest request) {
        LOG.atWarn()
                .addKeyValue("path", request.getServletPath())
                .addKeyValue("outage", outage.getClass().getSimpleName())
                .log("database away");
        return Problems.answer(Problems.unavailable("the database does not answer"));
    }

    /** A connection that broke in the middle: its rollback failed, and hides what failed before. */
    @ExceptionHandler
    ResponseEntity<Problem> brokenOff(
            TransactionSystemException failure, HttpServletRequest request) {
        return failure.getApplicationException() == null
                ? other(failure)
                : databaseAway(failure, request);
    }

    /** What Spring itself refuses carries a status; everything else is a bug. */
    @ExceptionHandler
    ResponseEntity<Problem> other(Exception failure) {
        if (failure instanceof ErrorResponse response) {
            return Problems.answer(StatusProblems.of(response.getStatusCode().value(), null));
        }
        return Problems.answer(Problems.internal(failure));
    }

    private static Problem invalid(List<Problem.Field> fields) {
        return Problem.of(ErrorCode.VALIDATION_FAILED, null).withFields(fields);
    }

    private static Problem.Field field(FieldError error) {
        return new Problem.Field(error.getField(), name(error.getDefaultMessage()));
    }

    private static String path(DatabindException wrong) {
        return wrong.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .map(ProblemAdvice::name)
                .collect(Collectors.joining("."));
    }

    private static String name(@Nullable String text) {
        return text == null ? "[]" : text;
    }
}
