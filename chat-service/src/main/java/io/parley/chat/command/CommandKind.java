package io.parley.chat.command;

/** What can be asked for in a room; each has a body of its own. */
public enum CommandKind {
    SEND,
    EDIT,
    DELETE,
    REACT,
    PIN,
    UNPIN
}
