package io.parley.stack.doctor;

/** Says of a failure what people can use. */
final class Words {

    private static final int LONGEST = 160;

    private Words() {}

    /** The innermost cause, on one line. */
    static String of(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        var text =
                message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        var line = text.lines().findFirst().orElse("").strip();
        var shortened = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return shortened.endsWith(".") ? shortened.substring(0, shortened.length() - 1) : shortened;
    }
}
