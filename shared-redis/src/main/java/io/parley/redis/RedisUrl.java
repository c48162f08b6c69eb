package io.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisURI;
import io.parley.service.WrongSetting;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of {@code PARLEY_REDIS_URL}. */
final class RedisUrl {

    static final String REMEDY =
            "PARLEY_REDIS_URL must be one of redis://:password@host:6379,"
                    + " redis-sentinel://:password@host:26379,host:26379/?sentinelMasterId=name"
                    + " and redis-cluster://:password@host:6379,host:6379,"
                    + " or the same with rediss for TLS; "
                    + WrongSetting.LOGIN_IN_ADDRESS;

    private static final Pattern URL =
            Pattern.compile(
                    "(?<scheme>rediss?)(?<kind>-sentinel|-cluster|)://"
                            + "((?:(?<user>[^:@/\\s]*):)?(?<password>[^@/\\s]+)@)?"
                            + "(?<hosts>[^@/?#\\s]+)"
                            + "(/(?<database>\\d{1,4})?)?"
                            + "(\\?sentinelMasterId=(?<master>[\\w.-]+))?");

    private static final Pattern HOST =
            Pattern.compile(
                    "(?:(?<name>[\\w.-]+)|\\[(?<six>[0-9a-fA-F:.]+)])(?::(?<port>\\d{1,5}))?");

    private RedisUrl() {}

    /**
     * Reads a URL. What is not letters and digits in a password is percent-encoded.
     *
     * @param sentinelPassword what the sentinels themselves ask for; empty where they ask nothing
     * @throws RedisRefusal where the URL has none of the forms
     */
    static RedisAddress parse(String url, String sentinelPassword) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new RedisRefusal(REMEDY);
        }
        var isTls = parts.group("scheme").equals("rediss");
        return switch (parts.group("kind")) {
            case "-sentinel" -> sentinel(parts, isTls, sentinelPassword);
            case "-cluster" -> cluster(parts, isTls);
            default -> single(parts, isTls);
        };
    }

    private static RedisAddress single(Matcher parts, boolean isTls) {
        var hosts = hosts(parts, RedisURI.DEFAULT_REDIS_PORT);
        if (hosts.size() != 1 || parts.group("master") != null) {
            throw new RedisRefusal(REMEDY);
        }
        return new RedisAddress.Single(server(hosts.getFirst(), parts, isTls));
    }

    private static RedisAddress cluster(Matcher parts, boolean isTls) {
        if (parts.group("database") != null || parts.group("master") != null) {
            throw new RedisRefusal(REMEDY);
        }
        return new RedisAddress.Cluster(
                hosts(parts, RedisURI.DEFAULT_REDIS_PORT).stream()
                        .map(host -> server(host, parts, isTls))
                        .toList());
    }

    private static RedisAddress sentinel(Matcher parts, boolean isTls, String password) {
        if (parts.group("master") == null) {
            throw new RedisRefusal(REMEDY);
        }
        var master =
                credentials(RedisURI.builder(), parts)
                        .withSsl(isTls)
                        .withTimeout(RedisAddress.PATIENCE);
        master.withSentinelMasterId(parts.group("master")).withDatabase(database(parts));
        for (var host : hosts(parts, RedisURI.DEFAULT_SENTINEL_PORT)) {
            var sentinel = host.uri().withSsl(isTls).withTimeout(RedisAddress.PATIENCE);
            if (!password.isEmpty()) {
                sentinel.withPassword(password.toCharArray());
            }
            master.withSentinel(sentinel.build());
        }
        return new RedisAddress.Sentinel(master.build());
    }

    private static RedisURI server(Host host, Matcher parts, boolean isTls) {
        return credentials(host.uri(), parts)
                .withSsl(isTls)
                .withDatabase(database(parts))
                .withTimeout(RedisAddress.PATIENCE)
                .build();
    }

    private static RedisURI.Builder credentials(RedisURI.Builder to, Matcher parts) {
        var password = decoded(parts.group("password"));
        var user = decoded(parts.group("user"));
        if (password == null) {
            return to;
        }
        return user == null || user.isEmpty()
                ? to.withPassword(password.toCharArray())
                : to.withAuthentication(user, password.toCharArray());
    }

    private static @Nullable String decoded(@Nullable String part) {
        try {
            // A plus is itself, other than in forms
            return part == null ? null : URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw new RedisRefusal(REMEDY);
        }
    }

    private static int database(Matcher parts) {
        var database = parts.group("database");
        return database == null ? 0 : Integer.parseInt(database);
    }

    private static List<Host> hosts(Matcher parts, int usualPort) {
        var hosts = new ArrayList<Host>();
        for (var each : parts.group("hosts").split(",", -1)) {
            var host = HOST.matcher(each);
            if (!host.matches()) {
                throw new RedisRefusal(REMEDY);
            }
            var port = host.group("port");
            hosts.add(
                    new Host(
                            host.group("name") == null ? host.group("six") : host.group("name"),
                            port == null ? usualPort : Integer.parseInt(port)));
        }
        return hosts;
    }

    /** A server's name and port. */
    private record Host(String name, int port) {

        Host {
            if (port < 1 || port > 65_535) {
                throw new RedisRefusal(REMEDY);
            }
        }

        RedisURI.Builder uri() {
            return RedisURI.builder().withHost(name).withPort(port);
        }
    }
}
