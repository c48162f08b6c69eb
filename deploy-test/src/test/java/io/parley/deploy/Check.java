package io.parley.deploy;

import java.util.stream.Stream;

/** Something that must hold for a whole installation. */
@FunctionalInterface
interface Check {

    /** One sentence for each place where it does not. */
    Stream<String> problems(Installation installation);

    /** A sentence about an object, if it is true. */
    static Stream<String> problemIf(boolean wrong, Manifest where, String sentence) {
        return wrong ? Stream.of(where.id() + ": " + sentence) : Stream.empty();
    }
}
