package io.parley.load;

import io.parley.load.client.Crowd;
import io.parley.load.client.Pause;
import io.parley.load.client.People;
import io.parley.load.measure.IdleResult;
import io.parley.load.measure.Memory;
import io.parley.load.measure.ProcessMeter;
import io.parley.load.measure.RunningStack;
import io.parley.load.post.PostArrivals;
import io.parley.load.post.PostStreams;
import io.parley.load.post.PostWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Followers of posts over Server-Sent Events, through the gateway: does everybody get everything
 * once and in order, how late, and what does a follower cost. Nobody else may publish meanwhile.
 */
final class PostsLoad {

    private static final int WARM_UP_POSTS = 20;
    private static final long SETTLE_MILLIS = 3_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int LOOK_MILLIS = 20;

    private final RunningStack stack;
    private final Crowd crowd;
    private final URI target;

    PostsLoad(RunningStack stack, Crowd crowd) {
        this.stack = stack;
        this.crowd = crowd;
        this.target = stack.rest();
    }

    /** Memory of an idle follower in each process that holds its stream, then events. */
    record Outcome(List<IdleResult> memory, PostsResult events) {}

    Outcome run(int followers, int rate, int seconds) {
        var persons = crowd.persons();
        warmUp(persons);
        Pause.millis(SETTLE_MILLIS);
        var message = List.of(stack.messageService());
        var gateway = List.of(stack.gateway());
        var messageBefore = Memory.of(message);
        var gatewayBefore = Memory.of(gateway);
        var arrivals = new PostArrivals(rate * seconds);
        try (var streams = new PostStreams()) {
            streams.open(followers, persons, target, arrivals);
            Pause.millis(SETTLE_MILLIS);
            var memory = new ArrayList<IdleResult>();
            memory.add(Memory.of(message).since(messageBefore, "message-service", followers));
            memory.add(Memory.of(gateway).since(gatewayBefore, "gateway", followers));
            var writer = writer(arrivals);
            return new Outcome(
                    memory, measure(streams, writer, arrivals, followers, rate, seconds));
        }
    }

    private PostWriter writer(PostArrivals arrivals) {
        return new PostWriter(crowd.api(), crowd.freshAdmin().accessToken(), arrivals);
    }

    private void warmUp(List<People.Person> persons) {
        var arrivals = new PostArrivals(WARM_UP_POSTS);
        try (var streams = new PostStreams()) {
            streams.open(persons.size(), persons, target, arrivals);
            writer(arrivals).publish(0, WARM_UP_POSTS, WARM_UP_POSTS);
            await(arrivals, (long) persons.size() * WARM_UP_POSTS);
        }
    }

    private PostsResult measure(
            PostStreams streams,
            PostWriter writer,
            PostArrivals arrivals,
            int followers,
            int rate,
            int seconds) {
        var message = ProcessMeter.cpuMicros(List.of(stack.messageService()));
        var gateway = ProcessMeter.cpuMicros(List.of(stack.gateway()));
        var rest = ProcessMeter.cpuMicros(stack.members());
        var own = ProcessMeter.ownCpuMicros();
        var posts = rate * seconds;
        var expected = (long) posts * followers;

        var late = writer.publish(0, posts, rate);
        await(arrivals, expected);

        var events = Math.max(1, arrivals.events());
        message = ProcessMeter.cpuMicros(List.of(stack.messageService())) - message;
        gateway = ProcessMeter.cpuMicros(List.of(stack.gateway())) - gateway;
        rest = ProcessMeter.cpuMicros(stack.members()) - rest - message - gateway;
        var latency = arrivals.latencyMicros();
        return new PostsResult(
                followers,
                rate,
                seconds,
                expected,
                arrivals.events(),
                arrivals.outOfOrder(),
                streams.ended(),
                late,
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getMaxValue() / 1e3,
                (double) message / events,
                (double) gateway / events,
                rest / 1e3 / posts,
                (double) (ProcessMeter.ownCpuMicros() - own) / events);
    }

    private static void await(PostArrivals arrivals, long expected) {
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (arrivals.events() + arrivals.outOfOrder() < expected && System.nanoTime() < end) {
            Pause.millis(LOOK_MILLIS);
        }
    }
}
