package io.parley.chat.session;

import io.parley.chat.transport.Frame;
import io.parley.model.wire.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the headers of a command say besides its destination. */
final class SendOptions {

    /** It may have been sent before, at any time. */
    private static final String REPEAT = "x-repeat";

    /** The client gives up what was refused to this room, and does not repeat it. */
    private static final String FORGET_REFUSED = "x-forget-refused";

    private static final Set<String> VALUES = Set.of("true", "false");

    private SendOptions() {}

    static boolean isRepeat(Frame frame) {
        return isSet(frame, REPEAT);
    }

    static boolean forgetsRefused(Frame frame) {
        return isSet(frame, FORGET_REFUSED);
    }

    /** The headers that do not say yes or no. */
    static List<Problem.Field> wrong(Frame frame) {
        return Stream.of(REPEAT, FORGET_REFUSED)
                .filter(
                        name ->
                                frame.header(name)
                                        .filter(value -> !VALUES.contains(value))
                                        .isPresent())
                .map(name -> new Problem.Field(name, "must be true or false"))
                .toList();
    }

    private static boolean isSet(Frame frame, String name) {
        return frame.header(name).filter("true"::equals).isPresent();
    }
}
