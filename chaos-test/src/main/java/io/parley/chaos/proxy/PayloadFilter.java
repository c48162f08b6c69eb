package io.parley.chaos.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops or delays Pub/Sub payloads of one connection as the rule says; all else passes. */
final class PayloadFilter implements Filter {

    private final RespFramer framer = new RespFramer();
    private final PayloadRule rule;

    PayloadFilter(PayloadRule rule) {
        this.rule = rule;
    }

    @Override
    public List<Piece> pass(byte[] bytes) {
        var pieces = new ArrayList<Piece>();
        for (var answer : framer.add(bytes)) {
            hold(answer).ifPresent(hold -> pieces.add(new Piece(answer, hold)));
        }
        return pieces;
    }

    private Optional<Duration> hold(byte[] answer) {
        var head = RespFramer.texts(answer, 2);
        return head.size() == 2 && head.getFirst().equals("message")
                ? rule.holdOf(head.get(1))
                : Optional.of(Duration.ZERO);
    }
}
