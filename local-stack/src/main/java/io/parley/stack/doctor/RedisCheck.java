package io.parley.stack.doctor;

import io.lettuce.core.RedisException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Redis: that it is there, takes writes, and has room. */
record RedisCheck(String url) implements Check {

    private static final double NEARLY_FULL = 0.9;

    @Override
    public String subject() {
        return "redis";
    }

    @Override
    public void look(Findings findings) {
        try (var redis = new Redis(url)) {
            var commands = redis.commands();
            var time = commands.time();
            Clocks.compare(Instant.ofEpochSecond(Long.parseLong(time.getFirst())), findings);
            var info = info(commands.info());
            role(info, findings);
            memory(info, findings);
            if (findings.isWell()) {
                findings.well(
                        "Redis %s answers and uses %s."
                                .formatted(
                                        info.getOrDefault("redis_version", ""),
                                        info.getOrDefault("used_memory_human", "")));
            }
        } catch (RedisException e) {
            findings.wrong(
                    "Redis does not answer at %s: %s.".formatted(place(), Words.of(e)),
                    "Live events come seconds late until it does: start it and see its log",
                    "parley_delivery_late_partitions--0-for-more-than-10-s");
        }
    }

    /** Without the password. */
    private String place() {
        var uri = URI.create(url);
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static void role(Map<String, String> info, Findings findings) {
        if (!info.getOrDefault("role", "master").equals("master")) {
            findings.wrong(
                    "This Redis is a replica, and takes no writes.",
                    "Point PARLEY_REDIS_URL at the master",
                    "doctor");
        }
        if (info.getOrDefault("aof_last_write_status", "ok").equals("err")) {
            findings.wrong(
                    "Redis could not write its file, and refuses writes.",
                    "Its disk is full or read-only",
                    "doctor");
        }
    }

    private static void memory(Map<String, String> info, Findings findings) {
        long most = number(info, "maxmemory");
        long used = number(info, "used_memory");
        var policy = info.getOrDefault("maxmemory_policy", "");
        if (most > 0 && used > NEARLY_FULL * most) {
            if (policy.equals("noeviction")) {
                findings.wrong(
                        "Redis has used %d %% of its memory and evicts nothing: writes will fail."
                                .formatted(100 * used / most),
                        "Give it more memory, and set maxmemory-policy to allkeys-lru",
                        "doctor");
            } else {
                findings.doubtful(
                        "Redis has used %d %% of its memory.".formatted(100 * used / most),
                        "Streams are evicted, and people read history more often: give it more",
                        "doctor");
            }
        }
        if (number(info, "evicted_keys") > 0) {
            findings.doubtful(
                    "Redis has evicted %d keys so far.".formatted(number(info, "evicted_keys")),
                    "Nothing is lost by it; it is short of memory",
                    "doctor");
        }
    }

    private static long number(Map<String, String> info, String name) {
        return Long.parseLong(info.getOrDefault(name, "0"));
    }

    private static Map<String, String> info(String text) {
        var info = new HashMap<String, String>();
        text.lines()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> info.put(pair[0], pair[1].strip()));
        return info;
    }
}
