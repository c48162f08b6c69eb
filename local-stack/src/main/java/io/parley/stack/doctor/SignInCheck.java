package io.parley.stack.doctor;

import io.parley.model.wire.Json;
import io.parley.stack.doctor.Installation.Login;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The way of a person up to a live session: signs in, reads its rooms, connects, listens to its own
 * notices, and signs out. Nobody else sees anything of it.
 */
record SignInCheck(URI gateway, Login login, Http http) implements Check {

    private static final int OK = 200;
    private static final int SECONDS = 10;

    @Override
    public String subject() {
        return "sign-in";
    }

    @Override
    public void look(Findings findings) throws InterruptedException {
        try {
            var credentials = Map.of("username", login.username(), "password", login.password());
            var answer = post("/api/v1/auth/login", credentials, "");
            if (answer.statusCode() != OK) {
                findings.wrong(
                        "%s cannot sign in: it is answered %d."
                                .formatted(login.username(), answer.statusCode()),
                        "Check name and password; 202 wants a second factor: take an account without one",
                        "doctor");
                return;
            }
            var session = Json.MAPPER.readTree(answer.body());
            walk(session, findings);
            var _ =
                    post(
                            "/api/v1/auth/logout",
                            Map.of("refreshToken", session.path("refreshToken").asString("")),
                            session.path("accessToken").asString(""));
        } catch (IOException e) {
            findings.wrong(
                    "Signing in failed: %s.".formatted(Words.of(e)), "See the gateway", "doctor");
        }
    }

    private HttpResponse<String> post(String path, Object body, String token)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
        return http.send(token.isEmpty() ? request : authorized(request, token));
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private void walk(JsonNode session, Findings findings)
            throws IOException, InterruptedException {
        var token = session.path("accessToken").asString("");
        var rooms =
                http.send(
                        authorized(
                                HttpRequest.newBuilder(gateway.resolve("/api/v1/me/rooms")),
                                token));
        if (rooms.statusCode() != OK) {
            findings.wrong(
                    "Rooms cannot be read: the answer is %d.".formatted(rooms.statusCode()),
                    "See message-service",
                    "alarms");
        }
        var outcome = connect(token);
        if (!outcome.isEmpty()) {
            findings.wrong(
                    "A live session does not come about: %s.".formatted(outcome),
                    "See the chat pods",
                    "alarms");
        }
        if (findings.isWell()) {
            findings.well("%s can sign in, read rooms and connect.".formatted(login.username()));
        }
    }

    /** Empty where all went well. */
    private String connect(String token) throws InterruptedException {
        var uri = URI.create(gateway.toString().replaceFirst("^http", "ws")).resolve("/ws");
        var ear = new Ear();
        try {
            var socket =
                    http.client()
                            .newWebSocketBuilder()
                            .subprotocols("v12.stomp")
                            .connectTimeout(Duration.ofSeconds(SECONDS))
                            .buildAsync(uri, ear)
                            .get(SECONDS, TimeUnit.SECONDS);
            try {
                say(
                        socket,
                        "CONNECT\naccept-version:1.2\nhost:parley\nAuthorization:Bearer %s\n\n\0"
                                .formatted(token));
                ear.connected.get(SECONDS, TimeUnit.SECONDS);
                say(
                        socket,
                        "SUBSCRIBE\nid:doctor\ndestination:/user/queue/session\nreceipt:doctor\n\n\0");
                ear.subscribed.get(SECONDS, TimeUnit.SECONDS);
                return "";
            } finally {
                socket.abort();
            }
        } catch (ExecutionException | TimeoutException e) {
            return Words.of(e);
        }
    }

    private static void say(WebSocket socket, String frame)
            throws ExecutionException, InterruptedException, TimeoutException {
        var _ = socket.sendText(frame, true).get(SECONDS, TimeUnit.SECONDS);
    }

    /** Hears the two answers that matter. */
    private static final class Ear implements WebSocket.Listener {

        private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
        private final CompletableFuture<Boolean> subscribed = new CompletableFuture<>();
        private final StringBuilder heard = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            heard.append(data);
            if (heard.indexOf("CONNECTED\n") >= 0) {
                connected.complete(true);
            }
            if (heard.indexOf("receipt-id:doctor") >= 0) {
                subscribed.complete(true);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            fail(new IOException("closed with %d %s".formatted(code, reason)));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            fail(error);
        }

        private void fail(Throwable cause) {
            connected.completeExceptionally(cause);
            subscribed.completeExceptionally(cause);
        }
    }
}
