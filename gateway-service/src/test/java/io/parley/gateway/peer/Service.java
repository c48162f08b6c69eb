package io.parley.gateway.peer;

import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service behind the gateway that tells what it was asked. */
public final class Service implements AutoCloseable {

    /** What arrived. Header names are in lower case. */
    public record Seen(
            String service,
            String method,
            String uri,
            Map<String, List<String>> headers,
            int bytes) {}

    private final String name;
    private final DisposableServer server;
    private final AtomicInteger listeners = new AtomicInteger();
    private final DefaultChannelGroup channels =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    public Service(String name) {
        this.name = name;
        this.server =
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .channelGroup(channels)
                        .handle(this::answer)
                        .bindNow();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** How many listen to its events right now. */
    public int listeners() {
        return listeners.get();
    }

    public static Seen read(String json) {
        return Json.MAPPER.readValue(json, Seen.class);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().startsWith("/posts/updates")) {
            return events(response);
        }
        if (request.uri().startsWith("/users/slow")) {
            return Mono.never();
        }
        if (request.uri().startsWith("/users/nothing")) {
            return response.status(204).send();
        }
        if (request.uri().startsWith("/users/cut")) {
            return cut(response);
        }
        if (request.uri().startsWith("/users/refused")) {
            response.status(403).header("Content-Type", "application/problem+json");
            response.header("X-Content-Type-Options", "mine").header("Server", "peer");
            return response.sendString(Mono.just("{\"code\":\"role.required\"}"));
        }
        return request.receive()
                .aggregate()
                .map(body -> body.readableBytes())
                .defaultIfEmpty(0)
                .flatMap(bytes -> echo(request, response, bytes));
    }

    /** Dies in the middle of its answer. */
    private static Publisher<Void> cut(HttpServerResponse response) {
        var text =
                Flux.just("the beginning")
                        .concatWith(Mono.error(new IOException("the service dies")));
        return response.header("Content-Length", "1000").sendString(text);
    }

    private Mono<Void> echo(HttpServerRequest request, HttpServerResponse response, int bytes) {
        var headers = new TreeMap<String, List<String>>();
        for (var header : request.requestHeaders().names()) {
            headers.put(
                    header.toLowerCase(java.util.Locale.ROOT),
                    request.requestHeaders().getAll(header));
        }
        var seen = new Seen(name, request.method().name(), request.uri(), headers, bytes);
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(Json.MAPPER.writeValueAsString(seen)))
                .then();
    }

    private Publisher<Void> events(HttpServerResponse response) {
        var ticks =
                Flux.interval(Duration.ofMillis(700))
                        .map(tick -> "id: " + tick + "\ndata: {}\n\n")
                        .startWith("retry: 1000\n: hello\n\n")
                        .doOnSubscribe(begin -> listeners.incrementAndGet())
                        .doFinally(end -> listeners.decrementAndGet());
        return response.header("Content-Type", "text/event-stream")
                .send(ByteBufFlux.fromString(ticks).map(text -> text), text -> true);
    }

    @Override
    public void close() {
        server.channel().close().syncUninterruptibly();
        channels.close().syncUninterruptibly();
    }
}
