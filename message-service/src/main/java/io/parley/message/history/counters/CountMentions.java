package io.parley.message.history.counters;

import io.parley.message.archive.MessageRows;
import io.parley.message.history.FoldMessages;
import io.parley.message.history.FoldMessages.Place;
import io.parley.message.history.counters.CountRows.Count;
import io.parley.message.room.inside.InsideRooms.Pair;
import io.parley.message.room.inside.InsideRooms.Seat;
import io.parley.model.Role;
import io.parley.model.message.FoldedMessage;
import io.parley.model.read.RoomCounters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts which of the unread messages mention whom. The rows name those that ever did. One that was
 * never edited still does; the others are folded.
 */
@Component
class CountMentions {

    /** Messages that are folded at once. */
    private static final int STEP = 50;

    /** After so many steps of candidates whose mentions are gone no more are looked at. */
    private static final int MOST_STEPS = 10;

    static final String FIND =
            """
            WITH seat AS MATERIALIZED (
                SELECT * FROM unnest(
                    :people, :rooms, :after, :since::timestamptz[], :admins, :collapsed)
                    AS seat (user_id, room_id, after, since, is_admin, is_collapsed))
            SELECT seat.user_id, seat.room_id, found.seq, EXISTS (
                SELECT FROM room_event AS edit
                WHERE edit.room_id = seat.room_id AND edit.target_seq = found.seq
                    AND edit.type = 'message.edited') AS is_edited,
                NOT is_collapsed OR thread_root IS NULL OR EXISTS (
                    SELECT FROM thread_follow AS thread
                    WHERE thread.user_id = seat.user_id AND thread.room_id = seat.room_id
                        AND root_seq = thread_root AND NOT has_left) AS is_shown
            FROM seat CROSS JOIN LATERAL (
                (SELECT seq FROM mention
                WHERE mention.user_id = seat.user_id AND mention.room_id = seat.room_id
                    AND seq > after
                ORDER BY seq LIMIT :most)
                UNION
                (SELECT seq FROM room_mention
                WHERE room_mention.room_id = seat.room_id AND seq > after AND at >= since
                    AND author_id <> seat.user_id AND (kind = 'room' OR is_admin)
                ORDER BY seq LIMIT :most)
                ORDER BY seq LIMIT :most) AS found
                JOIN room_event AS message ON message.room_id = seat.room_id
                    AND message.seq = found.seq
            ORDER BY found.seq
            """;

    private final JdbcClient jdbc;
    private final MessageRows messages;
    private final FoldMessages fold;

    CountMentions(JdbcClient jdbc, MessageRows messages, FoldMessages fold) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.fold = fold;
    }

    /** For those of the counts that have any, up to as many as are told. */
    Map<Seat, Integer> of(List<Count> counts) {
        var walks =
                counts.stream()
                        .filter(count -> count.unread() > 0)
                        .map(count -> new Walk(count.seat(), count.readSeq()))
                        .toList();
        for (var step = 0; step < MOST_STEPS && !walks.isEmpty(); step++) {
            step(walks.stream().filter(walk -> !walk.isOver).toList());
        }
        var mentions = new HashMap<Seat, Integer>();
        walks.forEach(walk -> mentions.put(walk.seat, walk.found));
        return mentions;
    }

    private void step(List<Walk> walks) {
        if (walks.isEmpty()) {
            return;
        }
        var candidates = candidates(walks);
        var folded = foldEdited(candidates);
        var byPair = candidates.stream().collect(Collectors.groupingBy(Candidate::pair));
        for (var walk : walks) {
            var own = byPair.getOrDefault(walk.pair(), List.of());
            own.forEach(one -> walk.meet(one, folded.get(one.place())));
            walk.isOver |= own.size() < RoomCounters.MAX_MENTIONS;
        }
    }

    private Map<Place, FoldedMessage> foldEdited(List<Candidate> candidates) {
        var edited =
                candidates.stream()
                        .filter(one -> one.isEdited && one.isShown)
                        .map(Candidate::place)
                        .distinct()
                        .toList();
        var folded = new HashMap<Place, FoldedMessage>();
        for (var from = 0; from < edited.size(); from += STEP) {
            var step = edited.subList(from, Math.min(from + STEP, edited.size()));
            folded.putAll(
                    fold.fold(
                            messages.at(
                                    step.stream().map(Place::room).toList(),
                                    step.stream().map(Place::seq).toList())));
        }
        return folded;
    }

    private List<Candidate> candidates(List<Walk> walks) {
        var seats = walks.stream().map(walk -> walk.seat).toList();
        return jdbc.sql(FIND)
                .params(parameters(seats, walks.stream().map(walk -> walk.after).toList()))
                .query(
                        (row, number) ->
                                new Candidate(
                                        CountRows.pair(row),
                                        row.getLong("seq"),
                                        row.getBoolean("is_edited"),
                                        row.getBoolean("is_shown")))
                .list();
    }

    static Map<String, Object> parameters(List<Seat> seats, List<Long> after) {
        var parameters = new HashMap<>(CountRows.parameters(seats));
        parameters.put("after", after.toArray(Long[]::new));
        parameters.put(
                "since",
                CountRows.column(seats, seat -> seat.inside().since().toString(), String[]::new));
        parameters.put(
                "admins",
                CountRows.column(seats, seat -> seat.role() == Role.ADMIN, Boolean[]::new));
        parameters.put("most", RoomCounters.MAX_MENTIONS);
        return parameters;
    }

    /** A message that has mentioned the person once. */
    private record Candidate(Pair pair, long seq, boolean isEdited, boolean isShown) {

        Place place() {
            return new Place(pair.room(), seq);
        }
    }

    /** On the way through the candidates of a seat. */
    private static final class Walk {

        private final Seat seat;
        private long after;
        private int found;
        private boolean isOver;

        Walk(Seat seat, long after) {
            this.seat = seat;
            this.after = after;
        }

        Pair pair() {
            return seat.pair();
        }

        /**
         * @param folded the message where it had to be folded
         */
        void meet(Candidate candidate, @Nullable FoldedMessage folded) {
            after = candidate.seq;
            if (candidate.isShown && (!candidate.isEdited || mentions(seat, folded))) {
                found = Math.min(found + 1, RoomCounters.MAX_MENTIONS);
            }
            isOver |= found == RoomCounters.MAX_MENTIONS;
        }
    }

    /** Whether the message, as it is now, mentions the person. */
    static boolean mentions(Seat seat, @Nullable FoldedMessage message) {
        if (message == null || message.mentions() == null) {
            return false;
        }
        var wasInside = !message.at().isBefore(seat.inside().since());
        return message.mentions().stream()
                .anyMatch(one -> one.means(seat.person(), seat.role(), wasInside));
    }
}
