package io.parley.stack.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** The way in, as a browser goes it. */
record GatewayCheck(URI gateway, Http http) implements Check {

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int HTTPS = 443;
    private static final int SECONDS = 8;
    private static final Duration SOON = Duration.ofDays(14);

    @Override
    public String subject() {
        return "gateway at " + gateway;
    }

    @Override
    public void look(Findings findings) throws Exception {
        certificate(findings);
        try {
            var page = http.get(gateway.resolve("/"));
            Clocks.compare(page, findings);
            expect(page.statusCode(), "the web client", "gateway-service", findings);
            var options = http.get(gateway.resolve("/api/v1/auth/options"));
            expect(options.statusCode(), "user-service", "user-service", findings);
            var health = http.get(gateway.resolve("/api/v1/messages/health"));
            expect(health.statusCode(), "message-service", "message-service", findings);
            socket(findings);
        } catch (IOException e) {
            findings.wrong(
                    "The gateway does not answer: %s.".formatted(Words.of(e)),
                    "See whether it runs, and the proxy or ingress before it",
                    "doctor");
        }
        if (findings.isWell()) {
            findings.well(
                    "It answers, and so do user-service, message-service and a chat pod behind it.");
        }
    }

    private static void expect(int status, String what, String service, Findings findings) {
        if (status != OK) {
            findings.wrong(
                    "It answers %d where %s should.".formatted(status, what),
                    "See " + service,
                    "alarms");
        }
    }

    /** Opens a WebSocket as the web client does, and closes it again. */
    private void socket(Findings findings) throws InterruptedException {
        var uri = URI.create(gateway.toString().replaceFirst("^http", "ws")).resolve("/ws");
        var origin = gateway.getScheme() + "://" + gateway.getRawAuthority();
        try {
            http.client()
                    .newWebSocketBuilder()
                    .subprotocols("v12.stomp")
                    .header("Origin", origin)
                    .connectTimeout(Duration.ofSeconds(SECONDS))
                    .buildAsync(uri, new WebSocket.Listener() {})
                    .get(SECONDS, TimeUnit.SECONDS)
                    .abort();
        } catch (ExecutionException e) {
            refused(e, origin, findings);
        } catch (TimeoutException e) {
            findings.wrong(
                    "A WebSocket does not open within %d s.".formatted(SECONDS),
                    "See the chat pods, and that the proxy before the gateway passes WebSockets",
                    "install");
        }
    }

    private static void refused(ExecutionException failure, String origin, Findings findings) {
        if (failure.getCause() instanceof WebSocketHandshakeException handshake) {
            var status = handshake.getResponse().statusCode();
            if (status == FORBIDDEN) {
                findings.wrong(
                        "Browsers at %s may not connect.".formatted(origin),
                        "Add it to PARLEY_PUBLIC_ORIGINS, and let the proxy pass Host and the scheme",
                        "install");
            } else {
                findings.wrong(
                        "A WebSocket is refused with %d.".formatted(status),
                        "503: no chat pod takes anybody. Else see the proxy before the gateway",
                        "parley_gateway_pods_accepting--0");
            }
        } else {
            findings.wrong(
                    "A WebSocket does not open: %s.".formatted(Words.of(failure)),
                    "See the chat pods, and that the proxy before the gateway passes WebSockets",
                    "install");
        }
    }

    private void certificate(Findings findings) throws Exception {
        if (!"https".equals(gateway.getScheme())) {
            return;
        }
        var port = gateway.getPort() < 0 ? HTTPS : gateway.getPort();
        try (var socket =
                (SSLSocket)
                        SSLContext.getDefault()
                                .getSocketFactory()
                                .createSocket(gateway.getHost(), port)) {
            socket.setSoTimeout(SECONDS * 1_000);
            socket.startHandshake();
            if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate own) {
                var end = own.getNotAfter().toInstant();
                if (end.isBefore(Instant.now().plus(SOON))) {
                    findings.doubtful(
                            "Its certificate ends on %s.".formatted(end), "Renew it", "install");
                }
            }
        } catch (SSLException e) {
            findings.wrong(
                    "Its certificate is not accepted: %s.".formatted(Words.of(e)),
                    "Renew it, or install the whole chain",
                    "install");
        } catch (IOException away) {
            // said by the questions that follow
        }
    }
}
