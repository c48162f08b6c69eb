package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.ErrorCode;
import io.parley.system.fuzz.Frames;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Every field and header that a client can send in a frame gets every kind of value: each frame is
 * answered, by its receipt or with an error of the protocol that is not the server's own, and other
 * sessions notice nothing.
 */
@WholeSuite
class FuzzFramesIT {

    /** As many as a session may send at once; a new one need not wait. */
    private static final int FRAMES_A_SESSION = 35;

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int SLOW_ONES = 2;
    private static final int LEAST_FRAMES = 1_000;
    private static final int SHOWN = 20;
    private static final String ERRORS = "/user/queue/errors";

    private final Suite suite;
    private final Suite.Account user;
    private final List<String> wrong = new ArrayList<>();
    private int made;
    private int slow;

    FuzzFramesIT(Suite suite) {
        this.suite = suite;
        this.user = suite.newUser();
    }

    @Test
    void everyFrameIsAnsweredAndNobodyElseNotices() {
        var admin = suite.admin();
        var room = suite.newRoom(admin, user);
        var logs = new LogTail(suite);
        var frames = Frames.of(room, admin.id()).toList();

        try (var bystander = suite.connect(admin)) {
            bystander.subscribeAndAwait("/topic/rooms/" + room, Map.of("x-tail", "0"));
            sayTheFirst(room);
            sendAll(frames);
            assertStillServed(bystander, room);
        }

        assertThat(wrong.stream().limit(SHOWN)).as("%d of %d", wrong.size(), made).isEmpty();
        assertThat(made).isGreaterThanOrEqualTo(LEAST_FRAMES);
        assertThat(slow).as("slow answers").isLessThanOrEqualTo(SLOW_ONES);
        var logged = logs.next();
        assertThat(logged.size()).as("lines of log").isLessThanOrEqualTo(made);
        assertThat(logged).noneMatch(HostileInputIT::isFailure);
    }

    /** The message that changes are about. */
    private void sayTheFirst(String room) {
        try (var session = suite.connect(user)) {
            session.sendAndAwait(
                    "/app/rooms/" + room + "/send", Map.of("clientMsgId", "first", "text", "x"));
        }
    }

    private void sendAll(List<Frames.Frame> frames) {
        var left = new ArrayDeque<>(frames);
        while (!left.isEmpty()) {
            try (var session = suite.connect(user)) {
                session.subscribeAndAwait(ERRORS, Map.of());
                for (var i = 0; i < FRAMES_A_SESSION && !left.isEmpty(); i++) {
                    if (!goesOn(session, left)) {
                        break;
                    }
                }
            }
        }
    }

    private boolean goesOn(StompConnection session, ArrayDeque<Frames.Frame> left) {
        var frame = left.removeFirst();
        var receipt = UUID.randomUUID().toString();
        var headers = new HashMap<>(frame.headers());
        headers.put("receipt", receipt);
        headers.put("id", receipt);
        var start = System.nanoTime();
        if (!isSent(session, frame, headers)) {
            left.addFirst(frame);
            return false;
        }
        var answer = session.await(one -> isAnswer(one, receipt));
        made++;
        slow += System.nanoTime() - start > SOON.toNanos() ? 1 : 0;
        if (!isRight(answer)) {
            wrong.add(frame + " -> " + answer.body());
        }
        if (answer.is("RECEIPT") && frame.command().equals("SUBSCRIBE")) {
            session.unsubscribe(receipt);
        }
        return !answer.is("ERROR");
    }

    /**
     * False where the session is over, by the frame before: what follows a NUL in its body is no
     * frame, and the ERROR about that comes after the frame's own answer.
     */
    private static boolean isSent(
            StompConnection session, Frames.Frame frame, Map<String, String> headers) {
        try {
            session.sendFrame(frame.command(), headers, frame.body());
            return true;
        } catch (AssertionError e) {
            if (session.frames(one -> one.is("ERROR")).isEmpty()) {
                throw e;
            }
            return false;
        }
    }

    private static boolean isAnswer(StompFrame frame, String receipt) {
        return frame.is("ERROR")
                || receipt.equals(frame.header("receipt-id"))
                || (frame.is("MESSAGE")
                        && ERRORS.equals(frame.header("destination"))
                        && frame.body().contains(receipt));
    }

    private static boolean isRight(StompFrame answer) {
        if (answer.is("RECEIPT")) {
            return true;
        }
        HostileTarget.assertHarmless(answer.body());
        return ErrorCode.fromWire(answer.json().path("code").asString()) != ErrorCode.INTERNAL;
    }

    private static void assertStillServed(StompConnection bystander, String room) {
        var text = "after " + UUID.randomUUID();
        bystander.sendAndAwait(
                "/app/rooms/" + room + "/send", Map.of("clientMsgId", text, "text", text));
        bystander.await(frame -> frame.is("MESSAGE") && frame.body().contains(text));
        assertThat(bystander.closeCode()).isEmpty();
        assertThat(bystander.frames(frame -> frame.is("ERROR"))).isEmpty();
    }
}
