package io.parley.message.access;

import io.parley.message.web.Refusal;
import io.parley.model.UserId;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.InternalApi;
import io.parley.service.AccountShare;
import io.parley.service.token.AccessTokenDecoder;
import io.parley.service.token.AccessTokenDecoder.Tolerance;
import io.parley.service.web.AccountPlaces;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who may call what: services with their tokens, people with a token, everybody the health page.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountShare.class)
class Security implements WebMvcConfigurer {

    /** Clocks of replicas differ a little. */
    private static final Tolerance CLOCKS =
            new Tolerance(Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final AccountPlaces places;

    Security(AccountShare share) {
        this.places = new AccountPlaces(share, Security::caller, _ -> refuse());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(places);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerResolver());
    }

    @Bean
    JwtDecoder jwtDecoder(UserServiceSettings users, TokenSettings tokens, Clock clock) {
        return AccessTokenDecoder.of(users.keys(), tokens.issuer(), clock, CLOCKS);
    }

    /** Served on the management port only, where no other path exists. */
    @Bean
    @Order(1)
    SecurityFilterChain managementChain(HttpSecurity http) throws Exception {
        http.securityMatcher("/actuator/**");
        return stateless(http).authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain internalChain(HttpSecurity http, ServiceTokens tokens) throws Exception {
        http.securityMatcher(InternalApi.PREFIX + "/**");
        http.addFilterBefore(new InternalCallers(tokens), BasicAuthenticationFilter.class);
        return stateless(http).authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain peopleChain(HttpSecurity http, JwtDecoder decoder, CurrentRights rights)
            throws Exception {
        stateless(http)
                .authorizeHttpRequests(
                        all ->
                                all.dispatcherTypeMatchers(
                                                DispatcherType.ERROR, DispatcherType.ASYNC)
                                        .permitAll()
                                        .requestMatchers("/messages/health")
                                        .permitAll()
                                        // takes a ticket too, and refuses whoever has neither
                                        .requestMatchers(HttpMethod.GET, "/posts/updates")
                                        .permitAll()
                                        .anyRequest()
                                        .authenticated())
                .exceptionHandling(all -> all.authenticationEntryPoint(new TokenProblems()))
                .oauth2ResourceServer(
                        server ->
                                server.authenticationEntryPoint(new TokenProblems())
                                        .jwt(
                                                jwt ->
                                                        jwt.decoder(decoder)
                                                                .jwtAuthenticationConverter(
                                                                        new CallerOfToken(
                                                                                rights))));
        return http.build();
    }

    private static Optional<UserId> caller() {
        return SecurityContextHolder.getContext().getAuthentication()
                        instanceof CallerAuthentication authentication
                ? Optional.of(authentication.getPrincipal().id())
                : Optional.empty();
    }

    private static void refuse() {
        throw Refusal.tooMany(
                "too many requests of this account at once", AccountShare.RETRY_AFTER);
    }

    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return http.sessionManagement(
                        all -> all.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable);
    }
}
