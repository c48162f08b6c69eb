package io.parley.load.post;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.parley.load.client.LoadException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** One follower of posts. Everything happens on its event loop. */
// What cannot be written has lost its connection, and that is seen anyway
@SuppressWarnings("FutureReturnValueIgnored")
final class PostStream extends SimpleChannelInboundHandler<HttpObject> {

    /** What a line's beginning has to hold: the field's name, a post's id and its number. */
    private static final int BEGINNING = 96;

    private final String accessToken;
    private final PostOrder order;
    private final CompletableFuture<PostStream> ready = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final byte[] line = new byte[BEGINNING];
    private int length;

    PostStream(String accessToken, PostArrivals arrivals) {
        this.accessToken = accessToken;
        this.order = new PostOrder(arrivals);
    }

    /** Completes when the stream has said from where it follows. */
    CompletableFuture<PostStream> ready() {
        return ready;
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        var request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/posts/updates");
        request.headers()
                .set(HttpHeaderNames.HOST, "parley")
                .set(HttpHeaderNames.ACCEPT, "text/event-stream")
                .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + accessToken);
        ctx.writeAndFlush(request, ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message instanceof HttpResponse response
                && !response.status().equals(HttpResponseStatus.OK)) {
            end("answered " + response.status());
            ctx.close();
        }
        if (message instanceof HttpContent content) {
            read(content.content(), System.nanoTime());
        }
    }

    private void read(ByteBuf content, long now) {
        while (content.isReadable()) {
            var next = content.readByte();
            if (next == '\n') {
                order.line(new String(line, 0, length, StandardCharsets.UTF_8), now);
                length = 0;
            } else if (length < BEGINNING) {
                line[length++] = next;
            }
        }
        if (order.hasBegun()) {
            ready.complete(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end("connection lost");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(cause.toString());
        ctx.close();
    }

    private void end(String why) {
        ended.complete(why);
        ready.completeExceptionally(new LoadException("A stream of posts ended: " + why));
    }
}
