package io.parley.model.log.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the path of one room holds at one moment. A message is a letter, a list of them a
 * string.
 *
 * @param log the topic, in offset order, repeats included
 * @param receipted letters whose senders were told so
 * @param masters two Redis: the second is replica, or the other side of a split
 * @param sequencers one of each group
 * @param rows what PostgreSQL holds: the letter of seq 1, 2, …
 * @param progress the offset that PostgreSQL holds with the rows
 * @param persisters where each of two believes to be, -1 where it holds nothing
 * @param view what the subscriber has shown
 * @param viewLink the Redis that the subscriber hears
 */
record PathState(
        String log,
        String receipted,
        List<Stream> masters,
        List<Sequencer> sequencers,
        String rows,
        int progress,
        List<Integer> persisters,
        String view,
        int viewLink) {

    static final PathState START =
            new PathState(
                    "",
                    "",
                    List.of(Stream.EMPTY, Stream.EMPTY),
                    List.of(new Sequencer(0, 0, 0, ""), new Sequencer(0, 0, 0, "")),
                    "",
                    0,
                    List.of(-1, -1),
                    "",
                    0);

    /** A stream: its first seq, and its letters. */
    record Stream(int first, String letters) {

        static final Stream EMPTY = new Stream(0, "");

        int top() {
            return letters.isEmpty() ? 0 : first + letters.length() - 1;
        }

        Stream plus(int seq, String letter) {
            return letters.isEmpty()
                    ? new Stream(seq, letter)
                    : new Stream(first, letters + letter);
        }

        /** Its letters from a seq on; empty where it does not reach back to it. */
        String from(int seq) {
            return letters.isEmpty() || seq < first || seq > top()
                    ? ""
                    : letters.substring(seq - first);
        }
    }

    /**
     * A sequencer.
     *
     * @param next the offset that it walks next
     * @param last the seq it gave last
     * @param link the Redis that it feeds
     * @param pending the letter that it has numbered {@code last} and not sent
     */
    record Sequencer(int next, int last, int link, String pending) {}

    /** The sequence function, in the words of its definition. */
    static String sequenced(String log) {
        var letters = new StringBuilder();
        for (var letter : log.split("", 0)) {
            if (letters.indexOf(letter) < 0) {
                letters.append(letter);
            }
        }
        return letters.toString();
    }

    /** The first of the invariants that does not hold. */
    Optional<String> violation() {
        var truth = sequenced(log);
        if (!truth.startsWith(rows)) {
            return Optional.of("I2: rows " + rows + " are no run of " + truth);
        }
        if (progress > log.length() || !rows.equals(sequenced(log.substring(0, progress)))) {
            return Optional.of("I1: rows " + rows + " lack what is below " + progress);
        }
        for (var stream : masters) {
            if (!truth.startsWith(stream.letters(), Math.max(0, stream.first() - 1))) {
                return Optional.of("I2: " + stream + " is no run of " + truth);
            }
        }
        if (view.chars().anyMatch(letter -> log.indexOf(letter) < 0)) {
            return Optional.of("I6: " + view + " shows what is not in the log");
        }
        if (view.chars().distinct().count() < view.length()) {
            return Optional.of("I5: " + view + " shows a message twice");
        }
        if (!truth.startsWith(view)) {
            return Optional.of("I3: " + view + " is no run of " + truth);
        }
        return receipted.chars().allMatch(letter -> log.indexOf(letter) >= 0)
                ? Optional.empty()
                : Optional.of("I1: a receipt for what is not in the log");
    }

    PathState withLog(String to) {
        return new PathState(
                to, receipted, masters, sequencers, rows, progress, persisters, view, viewLink);
    }

    PathState withReceipted(String to) {
        return new PathState(
                log, to, masters, sequencers, rows, progress, persisters, view, viewLink);
    }

    PathState withMaster(int index, Stream to) {
        return new PathState(
                log,
                receipted,
                replaced(masters, index, to),
                sequencers,
                rows,
                progress,
                persisters,
                view,
                viewLink);
    }

    PathState withSequencer(int index, Sequencer to) {
        return new PathState(
                log,
                receipted,
                masters,
                replaced(sequencers, index, to),
                rows,
                progress,
                persisters,
                view,
                viewLink);
    }

    PathState withRows(String to, int nextOffset) {
        return new PathState(
                log, receipted, masters, sequencers, to, nextOffset, persisters, view, viewLink);
    }

    PathState withPersister(int index, int to) {
        return new PathState(
                log,
                receipted,
                masters,
                sequencers,
                rows,
                progress,
                replaced(persisters, index, to),
                view,
                viewLink);
    }

    PathState withView(String to, int link) {
        return new PathState(
                log, receipted, masters, sequencers, rows, progress, persisters, to, link);
    }

    private static <T> List<T> replaced(List<T> list, int index, T element) {
        var copy = new ArrayList<>(list);
        copy.set(index, element);
        return List.copyOf(copy);
    }
}
