package io.parley.chat.rest;

import io.parley.chat.command.CommandResult;
import io.parley.chat.token.AccessTokens;
import io.parley.chat.token.AccessTokens.Verdict;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.web.RefusedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets in who has a token, checked as that of CONNECT is, and hands the person to controller
 * methods that declare a parameter of type {@link Actor}.
 */
final class SignedIn implements HandlerInterceptor, HandlerMethodArgumentResolver {

    private static final String PERSON = SignedIn.class.getName();

    private final AccessTokens tokens;

    SignedIn(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        var header = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
        switch (tokens.verifyHeader(header)) {
            case Verdict.Good(var token) -> request.setAttribute(PERSON, token.person());
            case Verdict.Bad(ErrorCode code) -> throw new RefusedRequest(refusal(code));
        }
        return true;
    }

    private static Problem refusal(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE
                ? Problem.of(code, "Tokens cannot be checked at present.")
                        .withRetryAfterMs(CommandResult.REPEAT_AFTER.toMillis())
                : Problem.of(code, null);
    }

    /** Whose request the current one is; empty before that is known. */
    static Optional<UserId> caller() {
        var request = RequestContextHolder.currentRequestAttributes();
        return person(request).map(Actor::id);
    }

    private static Optional<Actor> person(RequestAttributes request) {
        return Optional.ofNullable(request.getAttribute(PERSON, RequestAttributes.SCOPE_REQUEST))
                .map(Actor.class::cast);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return Objects.requireNonNull(
                person(request).orElse(null), "the path is open to everybody");
    }
}
