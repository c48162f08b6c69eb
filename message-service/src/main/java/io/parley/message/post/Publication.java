package io.parley.message.post;

import io.parley.message.web.Refusal;
import io.parley.model.post.Post;
import io.parley.model.post.PostState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whether and when a post is public: the state asked for, with the times that belong to it. */
record Publication(PostState state, @Nullable Instant publishAt, @Nullable Instant publishedAt) {

    private static final Duration FURTHEST = Duration.ofDays(3_660);

    /** Of a new post: published at once, unless a time or another state is given. */
    static Publication first(WritePost asked, Instant now) {
        var state = asked.state();
        if (state == null) {
            state = asked.publishAt() == null ? PostState.PUBLISHED : PostState.SCHEDULED;
        }
        return of(state, asked.publishAt(), null, null, now);
    }

    /** Of a post that exists: what it was, unless another state is given. */
    static Publication next(WritePost asked, Post current, Instant now) {
        var state = asked.state() == null ? current.state() : asked.state();
        if (asked.state() == null && asked.publishAt() != null && state == PostState.DRAFT) {
            state = PostState.SCHEDULED;
        }
        return of(state, asked.publishAt(), current, current.publishedAt(), now);
    }

    private static Publication of(
            PostState state,
            @Nullable Instant publishAt,
            @Nullable Post current,
            @Nullable Instant publishedAt,
            Instant now) {
        if (state == PostState.SCHEDULED) {
            return new Publication(state, time(publishAt, current, now), publishedAt);
        }
        if (publishAt != null) {
            throw Refusal.invalid("publishAt", "goes with state scheduled only");
        }
        var wasPublished = current != null && current.state() == PostState.PUBLISHED;
        var becomesPublished = state == PostState.PUBLISHED && !wasPublished;
        return new Publication(state, null, becomesPublished ? now : publishedAt);
    }

    private static Instant time(@Nullable Instant asked, @Nullable Post current, Instant now) {
        if (asked == null && current != null && current.publishAt() != null) {
            return current.publishAt();
        }
        if (asked == null) {
            throw Refusal.invalid("publishAt", "is missing: a scheduled post needs its time");
        }
        if (!asked.isAfter(now) || asked.isAfter(now.plus(FURTHEST))) {
            throw Refusal.invalid("publishAt", "must be in the future, at most ten years ahead");
        }
        return asked.truncatedTo(ChronoUnit.MILLIS);
    }
}
