package io.parley.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** A company's identity provider: Spring Authorization Server, with people who log in by Basic. */
public final class Issuer implements AutoCloseable {

    public static final String CLIENT = "parley";
    public static final String SECRET = "the client's secret";
    private static final String PASSWORD = "at the company";

    /** What the ID token says about each. */
    private static final Map<String, Map<String, Object>> PEOPLE =
            Map.of(
                    "worker",
                    Map.of("preferred_username", "Worker@example.org", "name", "Wanda Worker"),
                    "chief",
                    Map.of(
                            "preferred_username",
                            "chief",
                            "name",
                            "Charlie Chief",
                            "groups",
                            List.of("staff", "chat-admins")),
                    "namesake",
                    Map.of("preferred_username", "worker", "name", "Wilma Worker"));

    private final ConfigurableApplicationContext server;

    private Issuer(ConfigurableApplicationContext server) {
        this.server = server;
    }

    /** Listens on a free port, and sends people back to that address only. */
    public static Issuer start(String redirectUri) {
        return new Issuer(
                new SpringApplicationBuilder(Settings.class)
                        .web(WebApplicationType.SERVLET)
                        .registerShutdownHook(false)
                        .properties(
                                "spring.config.name=no-file",
                                "server.port=0",
                                "spring.main.banner-mode=off",
                                "issuer.redirect=" + redirectUri)
                        .run());
    }

    public String url() {
        return "http://localhost:" + server.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        server.close();
    }

    /** Stands for the page on which people log in at their company. */
    private static final class BasicLogin extends OncePerRequestFilter {

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            // Elsewhere it is the client that shows who it is
            return !request.getRequestURI().equals("/oauth2/authorize");
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var shown = request.getHeader("Authorization");
            PEOPLE.keySet().stream()
                    .filter(name -> basic(name).equals(shown))
                    .forEach(
                            name -> {
                                var factor =
                                        FactorGrantedAuthority.fromAuthority(
                                                FactorGrantedAuthority.PASSWORD_AUTHORITY);
                                var login =
                                        new TestingAuthenticationToken(name, "", List.of(factor));
                                SecurityContextHolder.setContext(new SecurityContextImpl(login));
                            });
            chain.doFilter(request, response);
        }
    }

    /** What a person of the company sends along to log in. */
    public static String basic(String name) {
        var login = (name + ":" + PASSWORD).getBytes(UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Settings {

        @Bean
        SecurityFilterChain all(HttpSecurity http) {
            http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(calls -> calls.anyRequest().authenticated())
                    // The endpoint of the authorization server comes early in the chain
                    .addFilterAfter(new BasicLogin(), SecurityContextHolderFilter.class);
            return http.build();
        }

        @Bean
        RegisteredClientRepository clients(Environment environment) {
            return new InMemoryRegisteredClientRepository(
                    RegisteredClient.withId(UUID.randomUUID().toString())
                            .clientId(CLIENT)
                            .clientSecret("{noop}" + SECRET)
                            .clientAuthenticationMethod(
                                    ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                            .redirectUri(environment.getRequiredProperty("issuer.redirect"))
                            .scope("openid")
                            .scope("profile")
                            .clientSettings(
                                    ClientSettings.builder()
                                            .requireProofKey(true)
                                            .requireAuthorizationConsent(false)
                                            .build())
                            .build());
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            RSAKey key = new RSAKeyGenerator(2048).keyID("issuer").generate();
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return NimbusJwtDecoder.withJwkSource(keys).build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return context ->
                    context.getClaims()
                            .claims(
                                    all ->
                                            all.putAll(
                                                    PEOPLE.getOrDefault(
                                                            name(context.getPrincipal()),
                                                            Map.of())));
        }

        private static String name(@Nullable Authentication principal) {
            return principal == null ? "" : principal.getName();
        }

        @Bean
        AuthorizationServerSettings server() {
            return AuthorizationServerSettings.builder().build();
        }
    }
}
