package io.parley.load.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.parley.load.client.Crowd.Seat;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Many STOMP sessions in one process. They come from several addresses of the loopback network,
 * since one address has about 28,000 ports only.
 */
public final class Swarm implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int ADDRESSES = 8;
    private static final int AT_A_TIME = 50;
    private static final int PATIENCE_SECONDS = 60;
    private static final int MAX_HTTP = 16_384;
    private static final int MAX_MESSAGE = 1 << 20;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    private final List<StompClient> clients = new CopyOnWriteArrayList<>();
    private final Deliveries deliveries;

    /** A swarm that counts what comes in one place. */
    public Swarm(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** All that were opened. */
    public List<StompClient> clients() {
        return clients;
    }

    /** Opens so many sessions, seats and targets in turn, and waits until all are subscribed. */
    public void open(List<Seat> seats, int count, List<URI> targets) {
        for (var opened = 0; opened < count; opened += AT_A_TIME) {
            var batch = new ArrayList<StompClient>();
            for (var i = opened; i < Math.min(count, opened + AT_A_TIME); i++) {
                var visit = StompClient.Visit.first(seats.get(i % seats.size()));
                batch.add(connect(visit, targets.get(i % targets.size()), i));
            }
            batch.forEach(Swarm::await);
        }
    }

    /** Begins to open a session, from an address that depends on the number. */
    public StompClient connect(StompClient.Visit visit, URI target, int number) {
        var client = new StompClient(visit, deliveries);
        connect(client, target, number % ADDRESSES);
        clients.add(client);
        return client;
    }

    /** Runs a task after that time. */
    public void later(long millis, Runnable task) {
        var _ = loops.next().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private void connect(StompClient client, URI target, int address) {
        var bootstrap =
                new Bootstrap()
                        .group(loops)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(pipeline(client, target));
        bootstrap
                .connect(
                        new InetSocketAddress(target.getHost(), target.getPort()),
                        new InetSocketAddress("127.0.0." + (2 + address), 0))
                .addListener(
                        done -> {
                            if (!done.isSuccess()) {
                                client.fail(done.cause());
                            }
                        });
    }

    private static ChannelInitializer<Channel> pipeline(StompClient client, URI target) {
        var handshaker =
                WebSocketClientHandshakerFactory.newHandshaker(
                        target,
                        WebSocketVersion.V13,
                        "v12.stomp",
                        false,
                        EmptyHttpHeaders.INSTANCE,
                        MAX_MESSAGE);
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                new HttpClientCodec(),
                                new HttpObjectAggregator(MAX_HTTP),
                                new WebSocketClientProtocolHandler(handshaker, false),
                                new WebSocketFrameAggregator(MAX_MESSAGE),
                                client);
            }
        };
    }

    private static void await(StompClient client) {
        try {
            client.complete().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new LoadException("A session could not be opened: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new LoadException(
                    "A session was not subscribed within %d s.".formatted(PATIENCE_SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        clients.forEach(StompClient::close);
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
