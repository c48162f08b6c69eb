package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.ChatPod;
import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.ReverseProxy;
import io.parley.gateway.peer.Service;
import io.parley.stack.infrastructure.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Browsers behind a real nginx or HAProxy that stands before the gateway. */
@EnabledIf("areProxiesThere")
class ProxiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where the browser is; proxies talk to the gateway from 127.0.0.1. */
    private static final String BROWSER = "127.0.0.9";

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final String TRUST = "--parley.edge.trusted-proxies=127.0.0.1";

    private static Service service;
    private static ChatPod pod;
    private static Gateway gateway;

    @TempDir private Path folder;

    static boolean areProxiesThere() {
        return ReverseProxy.areThere();
    }

    @BeforeAll
    static void start() {
        service = new Service("any");
        pod = new ChatPod("pod");
        gateway = Gateway.start(service.url(), service.url(), pod.url(), TRUST);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        pod.close();
        service.close();
    }

    @Test
    void servesBrowsersBehindNginx() throws Exception {
        try (var proxy =
                ReverseProxy.nginx(folder, FreePort.next(), gateway.port(), "$http_host", "")) {
            assertServes(proxy, browser().build(), "http");
        }
    }

    @Test
    void servesBrowsersBehindNginxThatEndsTls() throws Exception {
        try (var proxy = ReverseProxy.nginxWithTls(folder, gateway.port())) {
            assertServes(proxy, trusting(folder), "https");
        }
    }

    @Test
    void servesBrowsersBehindHaproxy() throws Exception {
        try (var proxy = ReverseProxy.haproxy(folder, gateway.port())) {
            assertServes(proxy, browser().build(), "http");
        }
    }

    @Test
    void servesBrowsersBehindHaproxyThatEndsTls() throws Exception {
        try (var proxy = ReverseProxy.haproxyWithTls(folder, gateway.port())) {
            assertServes(proxy, trusting(folder), "https");
        }
    }

    @Test
    void knowsItsFilesAgainByTheTagThatACompressingProxyMadeWeak() throws Exception {
        try (var proxy =
                ReverseProxy.nginx(
                        folder,
                        FreePort.next(),
                        gateway.port(),
                        "$http_host",
                        "gzip on; gzip_proxied any; gzip_min_length 1;")) {
            var http = browser().build();
            var page = send(http, proxy, "/", "Accept-Encoding", "gzip");
            var tag = page.headers().firstValue("ETag").orElseThrow();

            var again = send(http, proxy, "/", "Accept-Encoding", "gzip", "If-None-Match", tag);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(again.statusCode()).isEqualTo(304);
        }
    }

    @Test
    void tellsWhatIsMissingWhereAProxyDropsThePortAndNeedsNoneWithAPublicUrl() throws Exception {
        var port = FreePort.next();
        try (var named =
                        Gateway.start(
                                service.url(),
                                service.url(),
                                pod.url(),
                                TRUST,
                                "--parley.edge.public-url=http://localhost:" + port);
                var dropping =
                        ReverseProxy.nginx(
                                Files.createDirectory(folder.resolve("dropping")),
                                FreePort.next(),
                                gateway.port(),
                                "$host",
                                "");
                var proxy =
                        ReverseProxy.nginx(
                                Files.createDirectory(folder.resolve("named")),
                                port,
                                named.port(),
                                "$host",
                                "")) {
            var http = browser().build();

            var refusal = send(http, dropping, "/api/v1/me", "Origin", dropping.origin());

            assertThat(refusal.statusCode()).isEqualTo(403);
            assertThat(refusal.body())
                    .contains(
                            "Origin: " + dropping.origin(), "Host: localhost", "PARLEY_PUBLIC_URL");
            assertThat(refusedUpgrade(http, dropping).statusCode()).isEqualTo(403);
            assertServes(proxy, http, "http");
        }
    }

    @Test
    void servesBrowsersBelowAPathOfAnotherHost() throws Exception {
        try (var proxy = ReverseProxy.nginxBelow("/chat/", folder, gateway.port())) {
            var http = browser().build();

            var page = send(http, proxy, "/chat/");
            var links = LINK.matcher(page.body()).results().map(link -> link.group(1)).toList();
            assertThat(links).isNotEmpty();
            for (var link : links) {
                var file = URI.create(proxy.url()).resolve(link);
                assertThat(file.getPath()).startsWith("/chat/");
                assertThat(send(http, proxy, file.getPath()).statusCode()).isEqualTo(200);
            }

            var answer = send(http, proxy, "/chat/api/v1/me", "Origin", proxy.origin());
            assertThat(Service.read(answer.body()).uri()).isEqualTo("/me");
            assertThat(echo(http, proxy)).isEqualTo("pod hello");
        }
    }

    private static void assertServes(ReverseProxy proxy, HttpClient http, String scheme)
            throws Exception {
        var answer =
                send(
                        http,
                        proxy,
                        "/api/v1/me",
                        "Origin",
                        proxy.origin(),
                        "X-Forwarded-For",
                        "203.0.113.7");
        assertThat(answer.statusCode()).isEqualTo(200);
        var headers = Service.read(answer.body()).headers();
        // What the client itself claims to be is not believed
        assertThat(headers)
                .containsEntry("x-forwarded-for", List.of(BROWSER))
                .containsEntry("x-forwarded-proto", List.of(scheme));

        assertThat(echo(http, proxy)).isEqualTo("pod hello");
    }

    private static HttpResponse<String> send(
            HttpClient http, ReverseProxy proxy, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(proxy.origin() + path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String echo(HttpClient http, ReverseProxy proxy) throws Exception {
        var heard = new CompletableFuture<String>();
        var socket = open(http, proxy, heard).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.sendText("hello", true).join();
        var answer = heard.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        return answer;
    }

    private static HttpResponse<?> refusedUpgrade(HttpClient http, ReverseProxy proxy) {
        try {
            open(http, proxy, new CompletableFuture<>()).join().abort();
            throw new AssertionError("the socket opened");
        } catch (CompletionException e) {
            return Objects.requireNonNull((WebSocketHandshakeException) e.getCause()).getResponse();
        }
    }

    private static CompletableFuture<WebSocket> open(
            HttpClient http, ReverseProxy proxy, CompletableFuture<String> heard) {
        return http.newWebSocketBuilder()
                .header("Origin", proxy.origin())
                .subprotocols("v12.stomp")
                .buildAsync(
                        URI.create(proxy.socketUrl()),
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onText(
                                    WebSocket socket, CharSequence text, boolean last) {
                                heard.complete(text.toString());
                                socket.request(1);
                                return null;
                            }
                        });
    }

    private static HttpClient.Builder browser() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(BROWSER));
    }

    /** A client that trusts the authority whose certificates the folder holds. */
    private static HttpClient trusting(Path folder) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var file = Files.newInputStream(folder.resolve("ca.crt"))) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return browser().sslContext(context).build();
    }
}
