import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks the service in the same container whether it is ready, and ends with 0 if it is. By hand over
 * a socket: the JDK's HTTP client alone would cost more than all the rest.
 */
final class HealthCheck {

    private static final int MILLIS = 3_000;

    private HealthCheck() {}

    public static void main(String[] args) {
        var port = System.getenv().getOrDefault("MANAGEMENT_SERVER_PORT", "9080");
        System.exit(isReady(Integer.parseInt(port)) ? 0 : 1);
    }

    private static boolean isReady(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
            socket.setSoTimeout(MILLIS);
            socket.getOutputStream().write(request());
            var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            var status = new BufferedReader(in).readLine();
            return status != null && status.startsWith("HTTP/1.1 200");
        } catch (IOException nobodyAnswers) {
            return false;
        }
    }

    private static byte[] request() {
        return "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
    }
}
