package io.parley.load.measure;

/** A line of a result's table, in Markdown. */
public interface Row {

    /** The table's head: names and the line below them. */
    String head();

    String row();
}
