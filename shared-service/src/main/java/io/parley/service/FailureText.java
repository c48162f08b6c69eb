package io.parley.service;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of a failure, for whoever has to tell its kinds apart. */
public final class FailureText {

    private FailureText() {}

    /** Types and messages of the failure and all its causes, in lower case. */
    public static String of(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
    }
}
