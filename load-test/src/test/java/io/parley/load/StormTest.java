package io.parley.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.parley.load.client.Crowd;
import io.parley.load.client.Deliveries;
import io.parley.load.client.People;
import io.parley.load.client.Swarm;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Storms against a server of our own that refuses some and makes the others wait. */
class StormTest {

    private static final int REFUSALS = 7;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger connects = new AtomicInteger();
    private URI target = URI.create("ws://127.0.0.1");

    @BeforeEach
    void listen() throws InterruptedException {
        var server =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        new HttpServerCodec(),
                                                        new HttpObjectAggregator(1 << 16),
                                                        new WebSocketServerProtocolHandler(
                                                                "/ws", "v12.stomp"),
                                                        new Conversation());
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .sync()
                        .channel();
        target =
                URI.create(
                        "ws://127.0.0.1:%d/ws"
                                .formatted(((InetSocketAddress) server.localAddress()).getPort()));
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void whoIsRefusedComesAgainUntilAllAreConnected() {
        try (var swarm = new Swarm(new Deliveries(1))) {
            var result = new Storm(swarm, List.of(target)).connect(seats(20), (_, _) -> {});

            assertThat(result.sessions()).isEqualTo(20);
            assertThat(result.refused()).isEqualTo(REFUSALS);
            assertThat(connects).hasValue(20 + REFUSALS);
        }
    }

    @Test
    void aResumeEndsWithTheLastMissedMessage() {
        try (var swarm = new Swarm(new Deliveries(10))) {
            var result = new Storm(swarm, List.of(target)).resume(seats(3), List.of(5L, 5L, 5L), 2);

            assertThat(result.sessions()).isEqualTo(3);
            assertThat(result.maxMillis()).isPositive();
        }
    }

    private static List<Crowd.Seat> seats(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> new Crowd.Seat(new People.Person("p" + i, "token", "refresh"), "room"))
                .toList();
    }

    /** Refuses the first few, then answers as chat-service does; a resume gets two messages. */
    // What cannot be written has lost its connection, and the client sees that
    @SuppressWarnings("FutureReturnValueIgnored")
    private final class Conversation extends SimpleChannelInboundHandler<TextWebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            var text = frame.text();
            if (text.startsWith("CONNECT") && connects.incrementAndGet() <= REFUSALS) {
                send(ctx, "ERROR\n\n{\"code\":\"overloaded\",\"retryAfterMs\":20}\0");
                ctx.writeAndFlush(new CloseWebSocketFrame(4013, "overloaded"), ctx.voidPromise());
            } else if (text.startsWith("CONNECT")) {
                send(ctx, "CONNECTED\nversion:1.2\n\n\0");
            } else if (text.startsWith("SUBSCRIBE")) {
                send(ctx, "RECEIPT\nreceipt-id:subscribed\n\n\0");
                if (text.contains("x-after:5\n")) {
                    send(ctx, "MESSAGE\n\n{\"text\":\"#0# a\"}\0");
                    send(ctx, "MESSAGE\n\n{\"text\":\"#1# b\"}\0");
                }
            }
        }

        private void send(ChannelHandlerContext ctx, String frame) {
            ctx.writeAndFlush(new TextWebSocketFrame(frame), ctx.voidPromise());
        }
    }
}
