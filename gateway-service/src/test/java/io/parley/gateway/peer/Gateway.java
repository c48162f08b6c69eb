package io.parley.gateway.peer;

import io.parley.gateway.GatewayApplication;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The real gateway on ports of its own, and the real clients that speak to it. */
public final class Gateway implements AutoCloseable {

    public static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;
    private final int port;
    private final int managementPort;

    private Gateway(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
        this.managementPort =
                context.getEnvironment().getRequiredProperty("local.management.port", int.class);
    }

    /** Starts it and waits until it is ready. */
    public static Gateway start(String userUrl, String messageUrl, String pods, String... more) {
        var args = new ArrayList<String>();
        args.add("--server.port=0");
        args.add("--management.server.port=0");
        args.add("--parley.services.user-url=" + userUrl);
        args.add("--parley.services.message-url=" + messageUrl);
        args.add("--parley.services.internal-secret=" + SECRET);
        args.add("--parley.chat-pods.addresses=" + pods);
        args.addAll(List.of(more));
        var gateway =
                new Gateway(
                        new SpringApplicationBuilder(GatewayApplication.class, SharedLoops.class)
                                .registerShutdownHook(false)
                                .run(args.toArray(String[]::new)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> gateway.manage("/actuator/health/readiness").statusCode() == 200);
        return gateway;
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public URI socketUri(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    public HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<InputStream> open(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    public HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + managementPort + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Sends a request exactly as written, which well-behaved clients would not; returns all of the
     * answer.
     */
    public String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
