package io.parley.user.access;

import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.AccountShare;
import io.parley.service.web.AccountPlaces;
import io.parley.user.http.ProblemWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Each account has a few places for its requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountShare.class)
class RequestPlaces implements WebMvcConfigurer {

    private final AccountPlaces places;

    RequestPlaces(AccountShare share) {
        this.places = new AccountPlaces(share, RequestPlaces::caller, RequestPlaces::refuse);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(places);
    }

    private static Optional<UserId> caller() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Jwt token
                ? Optional.of(Caller.of(token).id())
                : Optional.empty();
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        ProblemWriter.write(
                response,
                Problem.of(ErrorCode.RATE_LIMITED, "Too many requests of this account at once.")
                        .withRetryAfterMs(AccountShare.RETRY_AFTER.toMillis()));
    }
}
