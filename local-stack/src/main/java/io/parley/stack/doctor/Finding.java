package io.parley.stack.doctor;

/**
 * One thing that the doctor has looked at.
 *
 * @param subject a part of the installation, such as {@code kafka}
 * @param text one sentence
 * @param remedy what to do; empty where nothing is to be done
 */
public record Finding(Level level, String subject, String text, String remedy) {

    /** How bad it is. */
    public enum Level {
        WELL,
        /** Nothing is broken, and somebody should look. */
        DOUBTFUL,
        WRONG
    }
}
