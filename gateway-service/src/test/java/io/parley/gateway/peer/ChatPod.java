package io.parley.gateway.peer;

import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.parley.model.room.PodLoad;
import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * A chat pod for the gateway: reports a load, takes sockets, echoes text with its name before it.
 * {@code close N} makes it close with code N, {@code big N} makes it send N bytes in one frame,
 * {@code flood N} N frames of 60,000 bytes as fast as they are taken.
 */
public final class ChatPod implements AutoCloseable {

    private static final ServiceTokens TOKENS =
            new ServiceTokens(Gateway.SECRET, ServiceName.CHAT, Clock.systemUTC());

    private final String name;
    private final DefaultChannelGroup channels =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final DisposableServer server;
    private final AtomicInteger flooded = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicInteger reports = new AtomicInteger();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> upgrades = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Integer> closes = new ConcurrentLinkedQueue<>();
    private volatile int otherSessions;
    private volatile boolean accepting = true;
    private volatile int upgradeStatus = 101;
    private volatile int loadStatus = 200;
    private volatile Fate fate = Fate.ANSWERED;

    /** What becomes of a command once the pod has all of it. */
    public enum Fate {
        ANSWERED,
        /** The pod dies before it answers. */
        CUT,
        /** The pod is busy for longer than anybody waits. */
        HELD
    }

    public ChatPod(String name) {
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

    /** Sessions that it claims to have besides those opened here. */
    public void reportOtherSessions(int sessions) {
        otherSessions = sessions;
    }

    public void accept(boolean takes) {
        accepting = takes;
    }

    public void answerUpgradesWith(int status) {
        upgradeStatus = status;
    }

    public void answerLoadWith(int status) {
        loadStatus = status;
    }

    public void treatCommandsAs(Fate next) {
        fate = next;
    }

    /** Commands over HTTP that have come in, as method, path and body. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** Frames of the last flood that could be written. */
    public int flooded() {
        return flooded.get();
    }

    /** Texts that have come in so far. */
    public int heard() {
        return heard.get();
    }

    public int sockets() {
        return sockets.get();
    }

    /** Headers of the upgrades, names in lower case, and the path as {@code :path}. */
    public List<Map<String, String>> upgrades() {
        return upgrades;
    }

    /** Codes with which clients closed; -1 for a connection that just ended. */
    public List<Integer> closes() {
        return List.copyOf(closes);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().startsWith(InternalApi.PREFIX + "/load")) {
            return load(request, response);
        }
        return request.uri().startsWith("/rooms/")
                ? command(request, response)
                : upgrade(request, response);
    }

    private Publisher<Void> command(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .flatMap(
                        body -> {
                            commands.add(
                                    "%s %s %s %s"
                                            .formatted(name, request.method(), request.uri(), body)
                                            .strip());
                            return end(response);
                        });
    }

    private Mono<Void> end(HttpServerResponse response) {
        return switch (fate) {
            case ANSWERED -> response.status(201).sendString(Mono.just(name)).then();
            case CUT -> {
                response.withConnection(
                        connection -> {
                            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                            var _ = connection.channel().close();
                        });
                yield Mono.never();
            }
            case HELD -> Mono.never();
        };
    }

    private Publisher<Void> load(HttpServerRequest request, HttpServerResponse response) {
        if (!TOKENS.caller(request.requestHeaders().get(InternalApi.TOKEN_HEADER))
                .equals(Optional.of(ServiceName.GATEWAY))) {
            return response.status(403).send();
        }
        var load = new PodLoad(name, otherSessions + sockets.get(), accepting);
        return response.status(loadStatus)
                .sendString(Mono.just(Json.MAPPER.writeValueAsString(load)))
                .then()
                .doOnSuccess(_ -> reports.incrementAndGet());
    }

    private Publisher<Void> upgrade(HttpServerRequest request, HttpServerResponse response) {
        if (upgradeStatus != 101) {
            return response.status(upgradeStatus).send();
        }
        var headers =
                request.requestHeaders().entries().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT),
                                        Map.Entry::getValue,
                                        (one, other) -> one + "|" + other));
        headers.put(":path", request.uri());
        upgrades.add(headers);
        var spec =
                WebsocketServerSpec.builder()
                        .protocols("v12.stomp,v11.stomp,v10.stomp")
                        .maxFramePayloadLength(1_000_000)
                        .build();
        var plain = WebsocketServerSpec.builder().maxFramePayloadLength(1_000_000).build();
        return response.sendWebsocket(
                this::talk, headers.containsKey("sec-websocket-protocol") ? spec : plain);
    }

    private Publisher<Void> talk(WebsocketInbound in, WebsocketOutbound out) {
        sockets.incrementAndGet();
        in.receiveCloseStatus()
                .map(status -> status.code())
                .defaultIfEmpty(-1)
                .doOnNext(closes::add)
                .doFinally(end -> sockets.decrementAndGet())
                .subscribe();
        var answers =
                in.aggregateFrames()
                        .receiveFrames()
                        .concatMap(
                                frame ->
                                        frame instanceof TextWebSocketFrame text
                                                ? reply(text.text(), out)
                                                : Flux.empty());
        return out.sendObject(answers).then(Mono.never());
    }

    private Publisher<WebSocketFrame> reply(String text, WebsocketOutbound out) {
        heard.incrementAndGet();
        if (text.startsWith("close ")) {
            var code = Integer.parseInt(text.substring(6));
            return out.sendClose(code, "because").cast(WebSocketFrame.class);
        }
        if (text.startsWith("flood ")) {
            flooded.set(0);
            return Flux.range(0, Integer.parseInt(text.substring(6)))
                    .doOnNext(number -> flooded.incrementAndGet())
                    .map(
                            number ->
                                    new BinaryWebSocketFrame(
                                            Unpooled.buffer(60_000).writeZero(60_000)));
        }
        if (text.startsWith("big ")) {
            var bytes = new byte[Integer.parseInt(text.substring(4))];
            return Mono.just(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
        }
        return Mono.just(new TextWebSocketFrame(name + " " + text));
    }

    /** Forgets what happened. */
    public void reset() {
        otherSessions = 0;
        accepting = true;
        upgradeStatus = 101;
        loadStatus = 200;
        fate = Fate.ANSWERED;
        commands.clear();
        upgrades.clear();
        closes.clear();
    }

    /** Dies when it has just said that it takes people: nobody looks again for a while. */
    public void killAfterAReport() {
        var before = reports.get();
        await().pollInterval(Duration.ofMillis(2)).until(() -> reports.get() > before);
        kill();
    }

    /** Dies as a killed process does: no goodbye to anybody. */
    public void kill() {
        server.channel().close().syncUninterruptibly();
        channels.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        kill();
    }
}
