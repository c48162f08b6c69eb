package io.parley.chaos.client;

import io.parley.model.event.EventJson;
import io.parley.model.wire.Json;
import java.time.Instant;

/** What one client knows of a room: a run of events without a hole, up to its cursor. */
final class RoomView {

    private final String room;
    private final Trace trace;
    private final Tally tally;
    private final Timeline timeline;
    private volatile long cursor;
    private volatile long subscribeAgainAt;

    RoomView(String room, Trace trace, Tally tally) {
        this.room = room;
        this.trace = trace;
        this.tally = tally;
        this.timeline = new Timeline(room, trace);
    }

    String room() {
        return room;
    }

    long cursor() {
        return cursor;
    }

    Timeline timeline() {
        return timeline;
    }

    /** Nothing more comes: writes down what its messages have become. */
    void finish() {
        timeline.finish(cursor);
    }

    String destination() {
        return "/topic/rooms/" + room;
    }

    /** True once when the time has come to ask again for a subscription that ended. */
    boolean isToSubscribeAgain(long now) {
        boolean due = subscribeAgainAt != 0 && now - subscribeAgainAt >= 0;
        if (due) {
            subscribeAgainAt = 0;
        }
        return due;
    }

    void subscribeAgainAt(long nanos) {
        subscribeAgainAt = nanos == 0 ? 1 : nanos;
    }

    String subscribe() {
        subscribeAgainAt = 0;
        trace.add(new TraceEvent.Subscribed(System.nanoTime(), room, cursor));
        return "SUBSCRIBE\nid:%s\ndestination:%s\nx-after:%d\nreceipt:j/%s\n\n\0"
                .formatted(room, destination(), cursor, room);
    }

    String unsubscribe() {
        return "UNSUBSCRIBE\nid:%s\n\n\0".formatted(room);
    }

    /** Takes a frame of the room's subscription; false at a hole. */
    boolean onFrame(Frame frame) {
        if (frame.header("x-seq").isEmpty()) {
            onControl(frame);
            return true;
        }
        long seq = Long.parseLong(frame.header("x-seq"));
        trace.add(pushed(seq, frame));
        tally.delivered();
        if (seq == cursor + 1) {
            timeline.apply(EventJson.read(frame.body()));
            cursor = seq;
        }
        return seq <= cursor;
    }

    private TraceEvent pushed(long seq, Frame frame) {
        var event = Json.MAPPER.readTree(frame.body());
        long at = Instant.parse(event.get("at").asString()).toEpochMilli();
        return new TraceEvent.Pushed(
                System.nanoTime(),
                room,
                seq,
                event.get("messageId").asString(),
                at,
                System.currentTimeMillis() - at,
                !frame.header("x-replay").isEmpty(),
                ContentHash.of(event.path("type").asString(""), event.path("data")));
    }

    private void onControl(Frame frame) {
        var control = Json.MAPPER.readTree(frame.body());
        if (control.path("type").asString().equals("resume.failed")) {
            cursor = control.path("headSeq").asLong();
            timeline.clear();
            trace.add(new TraceEvent.Skipped(System.nanoTime(), room, cursor));
        }
    }
}
