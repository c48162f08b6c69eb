package io.parley.stack.infrastructure;

/** Whether what a server has acknowledged must survive a crash of the machine. */
public enum Durability {
    FULL,
    /** For tests: nothing waits for the disk. */
    NONE
}
