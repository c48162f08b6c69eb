package io.parley.gateway.routes;

import io.parley.gateway.settings.ServiceSettings;
import io.parley.gateway.sockets.ChatSockets;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.route.builder.UriSpec;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/**
 * Which path goes where. Services serve each path once, without {@code /api/v1}; only what
 * docs/protocol.md marks also stands at the root.
 */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    private static final int API_SEGMENTS = 2;
    private static final int NO_TIMEOUT = -1;

    /** Where it goes is chosen for each request, by {@link ChatCommands}. */
    private static final String ANY_POD = "http://chat-service";

    /** More specific than the user's own paths, so it comes first. */
    private static final String[] MESSAGE_API = {
        "/api/v1/me/rooms",
        "/api/v1/me/rooms/**",
        "/api/v1/me/mentions",
        "/api/v1/me/counters",
        "/api/v1/me/threads",
        "/api/v1/me/counters",
        "/api/v1/me/preferences",
        "/api/v1/rooms",
        "/api/v1/rooms/**",
        "/api/v1/dm/**",
        "/api/v1/messages/**",
        "/api/v1/invitations/**",
        "/api/v1/support/**",
        "/api/v1/posts",
        "/api/v1/posts/**"
    };

    private static final String[] MESSAGE_ROOT = {
        "/messages/history/{roomId}",
        "/messages/history/{roomId}/changes",
        "/messages/health",
        "/posts",
        "/posts/{id}"
    };

    private static final String ROOM_MESSAGE = "/api/v1/rooms/{roomId}/messages/{seq}";

    /** To be changed with PUT or DELETE. */
    private static final String[] CHAT_MARKS = {
        ROOM_MESSAGE + "/reactions/{emoji}", "/api/v1/rooms/{roomId}/pins/{seq}"
    };

    private static final String[] CHAT_PRESENCE = {
        "/api/v1/presence", "/api/v1/rooms/{roomId}/presence"
    };

    private static final String[] USER_API = {
        "/api/v1/auth/**",
        "/api/v1/me",
        "/api/v1/me/status",
        "/api/v1/me/dnd",
        "/api/v1/me/presence",
        "/api/v1/users",
        "/api/v1/users/**",
        "/api/v1/admin/**"
    };

    private static final String[] USER_ROOT = {
        "/auth/register",
        "/auth/login",
        "/auth/health",
        "/auth/refresh",
        "/auth/logout",
        "/.well-known/jwks.json",
        "/.well-known/openid-configuration"
    };

    private static final String[] SOCKETS = {"/ws", "/ws/admin", "/ws/user"};

    @Bean
    RouteLocator parleyRoutes(
            RouteLocatorBuilder builder,
            ServiceSettings services,
            ChatSockets sockets,
            ChatCommands commands) {
        var user = services.userUrl();
        var message = services.messageUrl();
        return builder.routes()
                .route(
                        "sockets",
                        r -> r.path(SOCKETS).filters(f -> f.filter(sockets)).uri("no://op"))
                .route(
                        "post-updates",
                        r -> r.path("/posts/updates").filters(ServiceRoutes::endless).uri(message))
                .route(
                        "api-post-updates",
                        r ->
                                r.path("/api/v1/posts/updates")
                                        .filters(f -> endless(withoutPrefix(f)))
                                        .uri(message))
                .route(
                        "api-chat-send",
                        r ->
                                r.method(HttpMethod.POST)
                                        .and()
                                        .path("/api/v1/rooms/{roomId}/messages")
                                        .filters(f -> withoutPrefix(f).filter(commands))
                                        .uri(ANY_POD))
                .route(
                        "api-chat-change",
                        r ->
                                r.method(HttpMethod.PATCH, HttpMethod.DELETE)
                                        .and()
                                        .path(ROOM_MESSAGE)
                                        .filters(f -> withoutPrefix(f).filter(commands))
                                        .uri(ANY_POD))
                .route(
                        "api-chat-mark",
                        r ->
                                r.method(HttpMethod.PUT, HttpMethod.DELETE)
                                        .and()
                                        .path(CHAT_MARKS)
                                        .filters(f -> withoutPrefix(f).filter(commands))
                                        .uri(ANY_POD))
                .route(
                        "api-chat-read",
                        r ->
                                r.method(HttpMethod.PUT)
                                        .and()
                                        .path("/api/v1/rooms/{roomId}/read")
                                        .filters(f -> withoutPrefix(f).filter(commands))
                                        .uri(ANY_POD))
                .route(
                        "api-chat-presence",
                        r ->
                                r.method(HttpMethod.GET)
                                        .and()
                                        .path(CHAT_PRESENCE)
                                        .filters(f -> withoutPrefix(f).filter(commands))
                                        .uri(ANY_POD))
                .route("message", r -> r.path(MESSAGE_ROOT).uri(message))
                .route(
                        "api-message",
                        r -> r.path(MESSAGE_API).filters(ServiceRoutes::withoutPrefix).uri(message))
                .route("user", r -> r.path(USER_ROOT).uri(user))
                .route(
                        "api-user",
                        r -> r.path(USER_API).filters(ServiceRoutes::withoutPrefix).uri(user))
                .build();
    }

    private static GatewayFilterSpec withoutPrefix(GatewayFilterSpec filters) {
        return filters.stripPrefix(API_SEGMENTS);
    }

    /** A stream of events answers for as long as somebody listens. */
    private static UriSpec endless(GatewayFilterSpec filters) {
        return filters.metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, NO_TIMEOUT);
    }
}
