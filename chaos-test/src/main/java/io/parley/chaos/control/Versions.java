package io.parley.chaos.control;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;

/** Which releases of the servers a suite runs on. */
public final class Versions {

    private static final Pattern REDIS = Pattern.compile("redis_version:(\\S+)");

    private Versions() {}

    public static Map<String, String> of(ChaosSuite suite) {
        var versions = new TreeMap<String, String>();
        versions.put("Java", Runtime.version().toString());
        versions.put("Kafka", AppInfoParser.getVersion());
        versions.put("PostgreSQL", postgres(suite));
        versions.put("Redis", redis(suite));
        return versions;
    }

    private static String postgres(ChaosSuite suite) {
        try (var connection = suite.database()) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException away) {
            return "unknown";
        }
    }

    private static String redis(ChaosSuite suite) {
        var info = RedisAdmin.call(suite.redis().master().url(), redis -> redis.info("server"));
        var version = REDIS.matcher(info);
        return version.find() ? version.group(1) : "unknown";
    }
}
