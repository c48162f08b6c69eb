package io.parley.load;

/** A line of a result's table, in Markdown. */
interface Row {

    /** The table's head: names and the line below them. */
    String head();

    String row();
}
