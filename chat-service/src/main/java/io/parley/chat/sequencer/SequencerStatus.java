package io.parley.chat.sequencer;

import java.time.Duration;
import java.util.Collection;

/**
 * One group on this pod, as of the last second.
 *
 * @param owned partitions assigned
 * @param starting of them, not walking yet
 * @param overdue of them, not walking for longer than {@link #START_PATIENCE}
 * @param stopped of them, stopped at a record
 * @param lag records of the log that are not walked yet
 */
record SequencerStatus(int owned, int starting, int overdue, int stopped, long lag) {

    static final SequencerStatus NONE = new SequencerStatus(0, 0, 0, 0, 0);

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    static SequencerStatus of(Collection<PartitionFeed> feeds, long lag) {
        int starting = 0;
        int overdue = 0;
        int stopped = 0;
        for (var feed : feeds) {
            switch (feed.phase()) {
                case PartitionFeed.Phase.Starting _, PartitionFeed.Phase.Replaying _ -> {
                    starting++;
                    overdue += feed.sinceAssigned().compareTo(START_PATIENCE) > 0 ? 1 : 0;
                }
                case PartitionFeed.Phase.Stopped _ -> stopped++;
                case PartitionFeed.Phase.Walking _ -> {}
            }
        }
        return new SequencerStatus(feeds.size(), starting, overdue, stopped, lag);
    }
}
