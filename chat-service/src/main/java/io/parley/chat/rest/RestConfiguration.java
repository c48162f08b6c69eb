package io.parley.chat.rest;

import io.parley.chat.token.AccessTokens;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.model.wire.RequestJson;
import io.parley.service.AccountShare;
import io.parley.service.web.AccountPlaces;
import io.parley.service.web.RefusedRequest;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Who may call, how much at once, in which JSON. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountShare.class)
class RestConfiguration implements WebMvcConfigurer {

    private static final String[] PATHS = {"/rooms/**", "/presence"};

    private final SignedIn signedIn;
    private final AccountPlaces places;

    RestConfiguration(AccessTokens tokens, AccountShare share) {
        this.signedIn = new SignedIn(tokens);
        this.places = new AccountPlaces(share, SignedIn::caller, _ -> refuse());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(signedIn).addPathPatterns(PATHS);
        registry.addInterceptor(places).addPathPatterns(PATHS);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(signedIn);
    }

    @Bean
    static JsonMapper jsonMapper() {
        return RequestJson.MAPPER;
    }

    private static void refuse() {
        throw new RefusedRequest(
                Problem.of(ErrorCode.RATE_LIMITED, "Too many requests of this account at once.")
                        .withRetryAfterMs(AccountShare.RETRY_AFTER.toMillis()));
    }
}
