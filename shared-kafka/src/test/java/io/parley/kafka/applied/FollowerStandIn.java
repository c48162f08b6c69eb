package io.parley.kafka.applied;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process that follows a log, and answers as it is told to. */
final class FollowerStandIn implements AutoCloseable {

    private final HttpServer server;
    private final boolean applies;
    private final List<String> questions = new CopyOnWriteArrayList<>();

    FollowerStandIn(boolean applies) throws IOException {
        this.applies = applies;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/internal/applied",
                exchange -> {
                    questions.add(exchange.getRequestURI().getQuery());
                    var body = "{\"applied\":%s}".formatted(this.applies).getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> questions() {
        return questions;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
