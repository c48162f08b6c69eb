package io.parley.user.access;

import io.parley.model.Role;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.user.http.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Deny by default: what is not listed needs an access token. No cookies, so no CSRF. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    private static final String ADMIN = "/admin";

    /** What operators ask on the management port, which no client reaches. */
    @Bean
    @Order(0)
    SecurityFilterChain callsOfOperators(HttpSecurity http) {
        stateless(http);
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(calls -> calls.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain callsOfServices(HttpSecurity http, ServiceTokens tokens) {
        stateless(http);
        return http.securityMatcher(InternalApi.PREFIX, InternalApi.PREFIX + "/**")
                .addFilterBefore(new ServiceTokenFilter(tokens), AuthorizationFilter.class)
                .authorizeHttpRequests(calls -> calls.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain callsOfPeople(HttpSecurity http) {
        stateless(http);
        return http.authorizeHttpRequests(
                        calls ->
                                calls.requestMatchers(OpenRoutes::matches)
                                        .permitAll()
                                        .requestMatchers(ADMIN, ADMIN + "/**")
                                        .access(ApiSecurity::admins)
                                        .anyRequest()
                                        .authenticated())
                .oauth2ResourceServer(
                        tokens ->
                                tokens.bearerTokenResolver(new BearerTokens())
                                        .authenticationEntryPoint(ApiSecurity::unauthenticated)
                                        .jwt(jwt -> {}))
                .exceptionHandling(
                        errors ->
                                errors.authenticationEntryPoint(ApiSecurity::unauthenticated)
                                        .accessDeniedHandler(ApiSecurity::denied))
                .build();
    }

    /** There are no users but those with tokens: keeps Boot from inventing one with a password. */
    @Bean
    AuthenticationManager noOtherLogin() {
        return candidate -> {
            throw new ProviderNotFoundException("only access tokens log in here");
        };
    }

    private static void stateless(HttpSecurity http) {
        http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(anonymous -> {})
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(ApiSecurity::headers);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(
                        csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }

    private static void unauthenticated(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof OAuth2AuthenticationException) {
            var refusal = TokenRefusal.of(why);
            ProblemWriter.write(response, refusal.code(), refusal.detail());
        } else {
            ProblemWriter.write(
                    response, ErrorCode.AUTH_MISSING, "Send an access token: Bearer <token>.");
        }
    }

    /** All below {@code /admin} is for admins. */
    private static AuthorizationDecision admins(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext call) {
        var authentication = caller.get();
        return new AuthorizationDecision(
                authentication != null
                        && authentication.getPrincipal() instanceof Jwt token
                        && Caller.of(token).role() == Role.ADMIN);
    }

    private static void denied(
            HttpServletRequest request, HttpServletResponse response, Exception why)
            throws IOException {
        if (request.getRequestURI().startsWith(ADMIN)) {
            ProblemWriter.write(response, ErrorCode.ROLE_REQUIRED, "Only admins may do this.");
        } else {
            ProblemWriter.write(response, ErrorCode.POLICY_DENIED, "Not allowed.");
        }
    }
}
