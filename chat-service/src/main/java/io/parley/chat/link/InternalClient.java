package io.parley.chat.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Calls one sibling service. A call blocks its (virtual) thread for at most the timeout and throws
 * {@link ServiceUnavailableException} where there is no answer.
 */
final class InternalClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final RestClient http;
    private final String name;

    InternalClient(String secret, ServiceName service, String url) {
        this.name = service.wireName();
        var client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        var requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(READ_TIMEOUT);
        var tokens = new ServiceTokens(secret, ServiceName.CHAT, Clock.systemUTC());
        this.http =
                RestClient.builder()
                        .requestFactory(requests)
                        .baseUrl(url + InternalApi.PREFIX)
                        .requestInterceptor(
                                (request, body, call) -> {
                                    request.getHeaders()
                                            .set(InternalApi.TOKEN_HEADER, tokens.to(service));
                                    return call.execute(request, body);
                                })
                        .build();
    }

    Answer get(String path, Object... variables) {
        return call(http.get().uri(path, variables));
    }

    Answer post(String path, Object body) {
        return call(
                http.post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Json.MAPPER.writeValueAsString(body)));
    }

    private Answer call(RestClient.RequestHeadersSpec<?> request) {
        try {
            return request.exchange(
                    (_, response) ->
                            new Answer(
                                    name,
                                    response.getStatusCode(),
                                    new String(response.getBody().readAllBytes(), UTF_8)));
        } catch (RestClientException e) {
            throw new ServiceUnavailableException(name + " did not answer", e);
        }
    }

    /** What came back. */
    record Answer(String from, HttpStatusCode status, String body) {

        boolean isFound() {
            return !status.isSameCodeAs(HttpStatus.NOT_FOUND);
        }

        <T> T as(Class<T> type) {
            requireSuccess();
            try {
                return Json.MAPPER.readValue(body, type);
            } catch (JacksonException e) {
                throw new ServiceUnavailableException(from + " answered nonsense", e);
            }
        }

        JsonNode tree() {
            return as(JsonNode.class);
        }

        void requireSuccess() {
            if (!status.is2xxSuccessful()) {
                throw new ServiceUnavailableException(
                        from + " answered " + status.value(),
                        new IllegalStateException("status " + status.value()));
            }
        }
    }
}
