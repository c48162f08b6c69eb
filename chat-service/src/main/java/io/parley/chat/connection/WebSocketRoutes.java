package io.parley.chat.connection;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

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
        registry.addHandler(endpoint, "/ws", "/ws/admin", "/ws/user").setAllowedOriginPatterns("*");
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
