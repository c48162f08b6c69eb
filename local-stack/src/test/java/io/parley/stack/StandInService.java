package io.parley.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Main class of a jar that stands where a service's jar would: it is ready at once and answers each
 * call with its settings. It tests the launcher without the services.
 */
final class StandInService {

    private StandInService() {}

    public static void main(String[] args) throws IOException {
        var environment = System.getenv();
        serve(environment, "SERVER_PORT");
        serve(environment, "MANAGEMENT_SERVER_PORT");
    }

    private static void serve(Map<String, String> environment, String port) throws IOException {
        var address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(environment.getOrDefault(port, "0")));
        var server = HttpServer.create(address, 0);
        server.createContext(
                "/",
                exchange -> {
                    var body = environment.toString().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.start();
    }
}
