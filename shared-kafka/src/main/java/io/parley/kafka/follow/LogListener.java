package io.parley.kafka.follow;

/** Takes what a followed topic says. Called on the follower's one thread, in order. */
public interface LogListener {

    /**
     * Takes a record. It counts as applied when this returns, also where it throws: a record that
     * cannot be read now could not be read later either.
     */
    void apply(byte[] value);

    /** Records may be missing here: the topic is another one than before. What is known is void. */
    default void missed() {}
}
