package io.parley.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultProxyTest {

    private static final int SHORT_MILLIS = 400;
    private static final int LONG_MILLIS = 30_000;

    private final EchoServer server;
    private final EchoServer other;
    private final FaultProxy proxy;

    FaultProxyTest() throws IOException {
        server = new EchoServer('a');
        other = new EchoServer('b');
        proxy = FaultProxy.to("test", server.port());
    }

    @BeforeEach
    void connectOnce() throws IOException {
        try (var client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo('a');
        }
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
        other.close();
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(LONG_MILLIS);
        return client;
    }

    private Socket greeted() throws IOException {
        var client = connect();
        assertThat(client.getInputStream().read()).isEqualTo('a');
        return client;
    }

    @Test
    void passesEverythingOnUnchangedAndEndsWhereTheOtherEndDoes() throws IOException {
        var bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);
        try (var client = greeted()) {
            var sender = Thread.ofVirtual().start(() -> sendAll(client, bytes));

            var echoed = client.getInputStream().readAllBytes();

            assertThat(echoed).isEqualTo(bytes);
            assertThat(sender.isAlive()).isFalse();
        }
    }

    @Test
    void keepsNothingOfConnectionsThatHaveEnded() throws IOException {
        for (var i = 0; i < 20; i++) {
            try (var client = greeted()) {
                client.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> proxy.open() == 0);
    }

    private static void sendAll(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void passesSlicedBytesOnInOrder() throws IOException {
        proxy.poison(Toxics.slice(7));
        try (var client = greeted()) {
            var bytes = new byte[20_000];
            new Random(2).nextBytes(bytes);
            client.getOutputStream().write(bytes);

            assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void holdsBackWhatIsFrozenAndLosesNothing() throws IOException {
        try (var client = greeted()) {
            proxy.toClient().poison(Toxics.freeze());
            client.getOutputStream().write('x');
            client.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);

            proxy.heal();

            client.setSoTimeout(LONG_MILLIS);
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void delaysWithoutLosingItsOrder() throws IOException {
        try (var client = greeted()) {
            proxy.toServer().poison(Toxics.delay(Duration.ofMillis(300), Duration.ofMillis(200)));
            long begun = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                client.getOutputStream().write(i);
            }

            var echoed = client.getInputStream().readNBytes(50);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300));
            for (int i = 0; i < 50; i++) {
                assertThat(echoed[i]).isEqualTo((byte) i);
            }
        }
    }

    @Test
    void limitsTheBandwidthUntilItIsHealed() throws IOException {
        try (var client = greeted()) {
            proxy.toClient().poison(Toxics.bandwidth(1));
            client.getOutputStream().write(new byte[1_000]);
            client.setSoTimeout(LONG_MILLIS);
            long begun = System.nanoTime();
            assertThat(client.getInputStream().readNBytes(3)).hasSize(3);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThan(Duration.ofMillis(1_500));

            proxy.heal();

            assertThat(client.getInputStream().readNBytes(997)).hasSize(997);
        }
    }

    @Test
    void resetsConnectionsAndWelcomesNewOnes() throws IOException {
        try (var client = greeted()) {
            proxy.resetAll();

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        greeted().close();
    }

    @Test
    void resetsAConnectionAfterSoManyBytes() throws IOException {
        proxy.toServer().poison(Toxics.resetAfter(10));
        try (var client = greeted()) {
            client.getOutputStream().write(new byte[9]);
            assertThat(client.getInputStream().readNBytes(9)).hasSize(9);

            client.getOutputStream().write(1);

            assertThatThrownBy(() -> client.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void refusesUntilItIsHealed() throws IOException {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

        proxy.heal();

        greeted().close();
    }

    @Test
    void leadsElsewhereWhenTold() throws IOException {
        try (var client = greeted()) {
            proxy.leadTo(other.port());

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        try (var client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo('b');
        }
    }
}
