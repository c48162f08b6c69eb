package io.parley.user.access;

import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.AccountShare;
import io.parley.service.FairShare;
import io.parley.user.http.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives each account a few places: one person's requests leave the database and the memory to the
 * others.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountShare.class)
class AccountPlaces implements WebMvcConfigurer, HandlerInterceptor {

    private static final String PLACE = AccountPlaces.class.getName();

    private final FairShare<UserId> places;

    AccountPlaces(AccountShare share) {
        this.places = share.places();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Jwt token)) {
            return true;
        }
        var account = Caller.of(token).id();
        if (!places.enter(account)) {
            refuse(response);
            return false;
        }
        request.setAttribute(PLACE, account);
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        if (request.getAttribute(PLACE) instanceof UserId account) {
            request.removeAttribute(PLACE);
            places.leave(account);
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        ProblemWriter.write(
                response,
                Problem.of(ErrorCode.RATE_LIMITED, "Too many requests of this account at once.")
                        .withRetryAfterMs(AccountShare.RETRY_AFTER.toMillis()));
    }
}
