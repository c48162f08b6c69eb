package io.parley.test;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * An authority that signs certificates of servers, as files in PEM. It writes X.509 itself: the JDK
 * offers no public way to make a certificate but a program that takes a second for each step.
 */
public final class TestAuthority {

    /** A server's certificate and its key. */
    public record Identity(Path certificate, Path key) {}

    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration LIFE = Duration.ofDays(1);
    private static final X500Principal NAME = new X500Principal("CN=Parley test authority");

    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTC = 0x17;
    private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};
    private static final byte[] VERSION_3 = der(0xa0, new byte[] {0x02, 0x01, 0x02});
    private static final byte[] ECDSA_WITH_SHA256 =
            der(SEQUENCE, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
    private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
    private static final byte[] SUBJECT_ALTERNATIVE_NAME = oid(0x55, 0x1d, 0x11);

    private final Path directory;
    private final KeyPair keys = newKeys();
    private final Path file;

    /** A new one, whose files go into the directory. */
    public TestAuthority(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("ca.crt");
        var isAuthority = extension(BASIC_CONSTRAINTS, TRUE, der(SEQUENCE, TRUE));
        write(file, "CERTIFICATE", certificate(NAME, keys.getPublic(), isAuthority));
    }

    /** What a client must be given to believe in its certificates. */
    public Path file() {
        return file;
    }

    /** A certificate for names of hosts or addresses. */
    public Identity issue(String... hosts) {
        var server = newKeys();
        var names = List.of(hosts).stream().map(TestAuthority::name).toArray(byte[][]::new);
        var alternatives = extension(SUBJECT_ALTERNATIVE_NAME, new byte[0], der(SEQUENCE, names));
        var subject = new X500Principal("CN=" + hosts[0]);
        var certificate = directory.resolve(hosts[0] + ".crt");
        var key = directory.resolve(hosts[0] + ".key");
        write(certificate, "CERTIFICATE", certificate(subject, server.getPublic(), alternatives));
        write(key, "PRIVATE KEY", server.getPrivate().getEncoded());
        return new Identity(certificate, key);
    }

    private byte[] certificate(X500Principal subject, PublicKey key, byte[] extension) {
        var now = Instant.now();
        var validity = der(SEQUENCE, time(now.minus(Duration.ofHours(1))), time(now.plus(LIFE)));
        var content =
                der(
                        SEQUENCE,
                        VERSION_3,
                        der(0x02, new BigInteger(63, new SecureRandom()).toByteArray()),
                        ECDSA_WITH_SHA256,
                        NAME.getEncoded(),
                        validity,
                        subject.getEncoded(),
                        key.getEncoded(),
                        der(0xa3, der(SEQUENCE, extension)));
        return der(
                SEQUENCE, content, ECDSA_WITH_SHA256, der(BIT_STRING, new byte[1], sign(content)));
    }

    private byte[] sign(byte[] content) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] time(Instant at) {
        return der(UTC, UTC_TIME.format(at).getBytes(US_ASCII));
    }

    private static byte[] extension(byte[] id, byte[] critical, byte[] value) {
        return der(SEQUENCE, id, critical, der(OCTET_STRING, value));
    }

    private static byte[] name(String host) {
        return Character.isDigit(host.charAt(0))
                ? der(0x87, InetAddress.ofLiteral(host).getAddress())
                : der(0x82, host.getBytes(US_ASCII));
    }

    private static byte[] oid(int... parts) {
        var content = new byte[parts.length];
        for (var i = 0; i < parts.length; i++) {
            content[i] = (byte) parts[i];
        }
        return der(0x06, content);
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        var length = content.size();
        if (length >= 256) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 128) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static void write(Path file, String kind, byte[] content) {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        try {
            Files.writeString(
                    file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
