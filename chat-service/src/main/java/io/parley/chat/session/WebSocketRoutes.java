package io.parley.chat.session;

import io.parley.chat.edge.StompVersion;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** The endpoint's addresses, and a container that spends little on an idle connection. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WebSocketRoutes implements WebSocketConfigurer {

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String SMALL_BUFFER_BYTES = "1024";

    private final StompEndpoint endpoint;

    WebSocketRoutes(StompEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Origins are the gateway's business; identity is in CONNECT, never in a cookie. */
    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(endpoint, "/ws", "/ws/admin", "/ws/user")
                .setHandshakeHandler(new NewestVersion())
                .setAllowedOriginPatterns("*");
    }

    /** Tomcat would agree to permessage-deflate by itself: 100 KiB and more for each connection. */
    @Bean
    FilterRegistrationBean<Filter> withoutCompression() {
        Filter filter =
                (request, response, chain) ->
                        chain.doFilter(
                                new WithoutExtensions((HttpServletRequest) request), response);
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/ws", "/ws/*");
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        return factory ->
                factory.addConnectorCustomizers(
                        connector -> {
                            connector.setProperty("socket.appReadBufSize", SMALL_BUFFER_BYTES);
                            connector.setProperty("socket.appWriteBufSize", SMALL_BUFFER_BYTES);
                        });
    }

    /**
     * Of several subprotocols the newest one is spoken, whatever the order of the client's list.
     */
    private static final class NewestVersion extends DefaultHandshakeHandler {

        @Override
        protected @Nullable String selectProtocol(
                List<String> requested, WebSocketHandler handler) {
            return StompVersion.subprotocols().stream()
                    .filter(requested::contains)
                    .findFirst()
                    .orElse(null);
        }
    }

    private static final class WithoutExtensions extends HttpServletRequestWrapper {

        WithoutExtensions(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return EXTENSIONS.equalsIgnoreCase(name)
                    ? Collections.emptyEnumeration()
                    : super.getHeaders(name);
        }
    }
}
