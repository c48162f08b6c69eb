package io.parley.chaos.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back whatever it gets, under its own name. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket listener;
    private final byte name;

    EchoServer(char name) throws IOException {
        this.name = (byte) name;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var _ = Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var _ = Thread.ofVirtual().start(() -> echo(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void echo(Socket client) {
        try (client) {
            client.getOutputStream().write(name);
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException reset) {
            // as tests do
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
