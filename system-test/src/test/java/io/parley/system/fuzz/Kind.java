package io.parley.system.fuzz;

/** What a parameter holds; it decides which values are tried. */
public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    TIME,
    ID,
    CHOICE,
    OBJECT
}
