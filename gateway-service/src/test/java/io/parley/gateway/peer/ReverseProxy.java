package io.parley.gateway.peer;

import io.parley.stack.infrastructure.FreePort;
import io.parley.test.DebianServer;
import io.parley.test.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real nginx or HAProxy before the gateway, set up as the runbook says. */
public final class ReverseProxy implements AutoCloseable {

    private final DebianServer server;
    private final String scheme;
    private final int port;
    private final String path;

    private ReverseProxy(DebianServer server, String scheme, int port, String path) {
        this.server = server;
        this.scheme = scheme;
        this.port = port;
        this.path = path;
    }

    /** Whether the machine has both programs. */
    public static boolean areThere() {
        return DebianServer.program("nginx").isPresent()
                && DebianServer.program("haproxy").isPresent();
    }

    /**
     * @param host what it sends as Host: {@code $http_host} or {@code $host}
     * @param more further directives of its server
     */
    public static ReverseProxy nginx(Path folder, int port, int gateway, String host, String more)
            throws IOException {
        var listen = "listen 127.0.0.1:" + port;
        return startNginx(folder, "http", port, listen, gateway, host, more, "/");
    }

    /** One that serves the gateway below a path, which it takes away. */
    public static ReverseProxy nginxBelow(String path, Path folder, int gateway)
            throws IOException {
        var port = FreePort.next();
        var listen = "listen 127.0.0.1:" + port;
        return startNginx(folder, "http", port, listen, gateway, "$http_host", "", path);
    }

    public static ReverseProxy nginxWithTls(Path folder, int gateway) throws IOException {
        var identity = new TestAuthority(folder).issue("localhost");
        var port = FreePort.next();
        var certificate =
                "ssl_certificate %s; ssl_certificate_key %s;"
                        .formatted(identity.certificate(), identity.key());
        return startNginx(
                folder,
                "https",
                port,
                "listen 127.0.0.1:%d ssl".formatted(port),
                gateway,
                "$http_host",
                certificate,
                "/");
    }

    private static ReverseProxy startNginx(
            Path folder,
            String scheme,
            int port,
            String listen,
            int gateway,
            String host,
            String more,
            String path)
            throws IOException {
        var configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration,
                """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
                  upstream parley { server 127.0.0.1:%2$d; keepalive 32; }
                  server {
                    %3$s;
                    %4$s
                    location %6$s {
                      proxy_pass http://parley%7$s;
                      proxy_http_version 1.1;
                      proxy_set_header Host %5$s;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection $connection_upgrade;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                      proxy_set_header X-Forwarded-Proto $scheme;
                      proxy_buffering off;
                      proxy_read_timeout 1h;
                    }
                  }
                }
                """
                        .formatted(
                                folder,
                                gateway,
                                listen,
                                more,
                                host,
                                path,
                                path.equals("/") ? "" : "/"));
        var server =
                DebianServer.start(
                        "nginx",
                        folder.resolve("nginx.log"),
                        port,
                        "-p",
                        folder.toString(),
                        "-e",
                        "stderr",
                        "-c",
                        configuration.toString());
        return new ReverseProxy(server, scheme, port, path);
    }

    public static ReverseProxy haproxy(Path folder, int gateway) throws IOException {
        var port = FreePort.next();
        return startHaproxy(folder, "http", port, "", gateway);
    }

    public static ReverseProxy haproxyWithTls(Path folder, int gateway) throws IOException {
        var identity = new TestAuthority(folder).issue("localhost");
        var both = folder.resolve("certificate-and-key.pem");
        Files.writeString(
                both, Files.readString(identity.certificate()) + Files.readString(identity.key()));
        return startHaproxy(folder, "https", FreePort.next(), " ssl crt " + both, gateway);
    }

    private static ReverseProxy startHaproxy(
            Path folder, String scheme, int port, String tls, int gateway) throws IOException {
        var configuration = folder.resolve("haproxy.cfg");
        Files.writeString(
                configuration,
                """
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 1h
                  timeout server 1h
                  timeout http-request 20s
                  timeout http-keep-alive 60s
                frontend web
                  bind 127.0.0.1:%d%s
                  option forwardfor
                  http-request set-header X-Forwarded-Proto %s
                  default_backend parley
                backend parley
                  server one 127.0.0.1:%d
                """
                        .formatted(port, tls, scheme, gateway));
        var server =
                DebianServer.start(
                        "haproxy",
                        folder.resolve("haproxy.log"),
                        port,
                        "-db",
                        "-f",
                        configuration.toString());
        return new ReverseProxy(server, scheme, port, "/");
    }

    /** What a browser has in its address bar. */
    public String origin() {
        return scheme + "://localhost:" + port;
    }

    /** Where the page is. */
    public String url() {
        return origin() + path;
    }

    public String socketUrl() {
        return url().replaceFirst("http", "ws") + "ws";
    }

    @Override
    public void close() {
        server.close();
    }
}
