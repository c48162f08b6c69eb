package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "posts",
        description =
                "followers of posts over Server-Sent Events: whether each gets everything once and in"
                        + " order, how late, and what it costs; nobody else may publish meanwhile")
final class PostsScenario extends Scenario {

    private static final int ROOMS = 10;
    private static final int MAX_FOLLOWERS = 10_000;
    private static final int MAX_RATE = 100;

    /** Streams end with the access token, after five minutes. */
    private static final int MAX_SECONDS = 120;

    private static final int MAX_STREAMS_EACH = 1_000;

    @Option(names = "--followers", description = "how many (default: ${DEFAULT-VALUE})")
    private int followers = 2_000;

    @Option(names = "--rate", description = "posts a second (default: ${DEFAULT-VALUE})")
    private int rate = 5;

    @Option(names = "--seconds", description = "how long (default: ${DEFAULT-VALUE})")
    private int seconds = 60;

    @Option(
            names = "--streams-each",
            description =
                    "of one person (default: ${DEFAULT-VALUE}); above 5 the suite has to be started with"
                            + " PARLEY_POSTS_MAX_FOLLOWERS_PER_PERSON")
    private int streamsEach = 4;

    private boolean isFlawless;

    @Override
    void checkOptions() {
        check("--followers", followers, 1, MAX_FOLLOWERS);
        check("--rate", rate, 1, MAX_RATE);
        check("--seconds", seconds, 1, MAX_SECONDS);
        check("--streams-each", streamsEach, 1, MAX_STREAMS_EACH);
    }

    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, ROOMS, Math.ceilDiv(followers, streamsEach * ROOMS));
    }

    @Override
    void measure(RunningStack stack, Crowd crowd, Results results) {
        say("Publishing to followers");
        var outcome = new PostsLoad(stack, crowd).run(followers, rate, seconds);
        results.add("memory of a follower", outcome.memory());
        results.add("posts", List.of(outcome.events()));
        isFlawless = outcome.events().isFlawless();
    }

    @Override
    boolean isGood() {
        return isFlawless;
    }
}
