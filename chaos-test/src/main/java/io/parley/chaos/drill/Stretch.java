package io.parley.chaos.drill;

/**
 * A part of a run, in nanoseconds of the traces' clock.
 *
 * @param to not part of it
 */
record Stretch(long from, long to) {

    static Stretch of(Runnable exercise) {
        long from = System.nanoTime();
        exercise.run();
        return new Stretch(from, System.nanoTime());
    }

    boolean holds(long at) {
        return at >= from && at < to;
    }
}
