package io.parley.gateway.limits;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.parley.gateway.settings.LimitSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Buckets that all gateways share, by Redis and its clock. Where it does not answer in time this
 * gateway counts alone: a limit must never be what stops the service.
 */
@Component
class SharedBuckets {

    /** Takes from all buckets or from none; tells which one refuses for how long. */
    private static final String TAKE =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local owed, refusing, wait = {}, 0, 0
            for i, key in ipairs(KEYS) do
              local cost, most = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
              local before = tonumber(redis.call('GET', key) or now) or now
              local from = math.min(math.max(before, now), now + most)
              owed[i] = from + cost
              local over = owed[i] - now - most
              if over > wait then refusing, wait = i, over end
            end
            if refusing == 0 then
              for i, key in ipairs(KEYS) do
                local millis = math.ceil((owed[i] - now) / 1000)
                redis.call('SET', key, string.format('%.0f', owed[i]), 'PX', millis)
              end
            end
            return {refusing, wait}
            """;

    private final RedisLink redis;
    private final Duration patience;
    private final LocalBuckets local = LocalBuckets.ofThisProcess();

    SharedBuckets(RedisLink redis, LimitSettings settings) {
        this.redis = redis;
        this.patience = settings.redisPatience();
    }

    /** Takes a request from each of them; never fails. */
    Mono<Verdict> take(List<Bucket> buckets) {
        return redis.commands()
                .map(commands -> take(buckets, commands))
                .orElseGet(() -> Mono.fromSupplier(() -> local.take(buckets)));
    }

    private Mono<Verdict> take(
            List<Bucket> buckets, RedisClusterAsyncCommands<String, String> commands) {
        var keys = buckets.stream().map(Bucket::key).toArray(String[]::new);
        var numbers = numbers(buckets);
        return Mono.fromCompletionStage(
                        () ->
                                commands.<List<Long>>evalsha(
                                        commands.digest(TAKE),
                                        ScriptOutputType.MULTI,
                                        keys,
                                        numbers))
                .onErrorResume(
                        RedisNoScriptException.class,
                        unknown ->
                                Mono.fromCompletionStage(
                                        () ->
                                                commands.eval(
                                                        TAKE,
                                                        ScriptOutputType.MULTI,
                                                        keys,
                                                        numbers)))
                .timeout(patience)
                .map(answer -> verdict(buckets, answer))
                .onErrorResume(
                        failure -> {
                            redis.silent();
                            return Mono.fromSupplier(() -> local.take(buckets));
                        });
    }

    private static String[] numbers(List<Bucket> buckets) {
        var numbers = new ArrayList<String>();
        for (var bucket : buckets) {
            numbers.add(Long.toString(bucket.rate().costMicros()));
            numbers.add(Long.toString(bucket.rate().mostMicros()));
        }
        return numbers.toArray(String[]::new);
    }

    private static Verdict verdict(List<Bucket> buckets, List<Long> answer) {
        var refusing = Math.toIntExact(answer.getFirst());
        return refusing == 0
                ? Verdict.PASSES
                : new Verdict(buckets.get(refusing - 1).tier(), answer.getLast());
    }
}
