package io.parley.load.post;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.parley.load.client.LoadException;
import io.parley.load.client.People;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Many followers of posts in one process. They come from several addresses of the loopback network,
 * because each address may have only so many streams.
 */
public final class PostStreams implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int ADDRESSES = 32;
    private static final int AT_A_TIME = 50;
    private static final int PATIENCE_SECONDS = 60;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    private final List<PostStream> streams = new ArrayList<>();

    /** Opens so many streams, for the people in turn, and waits until all of them follow. */
    public void open(int count, List<People.Person> people, URI target, PostArrivals arrivals) {
        for (var opened = 0; opened < count; opened += AT_A_TIME) {
            var batch = new ArrayList<PostStream>();
            for (var i = opened; i < Math.min(count, opened + AT_A_TIME); i++) {
                var person = people.get(i % people.size());
                var stream = new PostStream(person.accessToken(), arrivals);
                connect(stream, target, i % ADDRESSES);
                batch.add(stream);
            }
            batch.forEach(PostStreams::await);
            streams.addAll(batch);
        }
    }

    /** How many have been cut off or lost. */
    public long ended() {
        return streams.stream().filter(PostStream::hasEnded).count();
    }

    private void connect(PostStream stream, URI target, int address) {
        var initializer =
                new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), stream);
                    }
                };
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(initializer)
                .connect(
                        new InetSocketAddress(target.getHost(), target.getPort()),
                        new InetSocketAddress("127.0.1." + (1 + address), 0))
                .addListener(
                        done -> {
                            if (!done.isSuccess()) {
                                stream.ready().completeExceptionally(done.cause());
                            }
                        });
    }

    private static void await(PostStream stream) {
        try {
            stream.ready().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new LoadException("A stream could not be opened: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new LoadException(
                    "A stream did not begin within %d s.".formatted(PATIENCE_SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
