package io.parley.chaos.control;

/** A connection between two members of the suite, by their names. */
public record Link(String from, String to) {

    @Override
    public String toString() {
        return from + " > " + to;
    }
}
