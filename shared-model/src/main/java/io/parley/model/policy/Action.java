package io.parley.model.policy;

/** What a person may want to do with a room. */
public enum Action {
    /** See its events, live, in history and in search. */
    READ,
    POST,
    /** Change the words of one's own messages. */
    EDIT_OWN,
    DELETE_OWN,
    DELETE_ANY,
    /** See what a message said before it was edited. */
    READ_VERSIONS,
    /** See who has read a message, or how many. */
    SEE_RECEIPTS,
    REACT,
    PIN,
    /** Mention everybody in the room at once. */
    MENTION_ALL,
    /** Rename it, add and remove people, change their standing, ban, invite. */
    MANAGE,
    /** Take somebody's voice for a time, and give it back. */
    MUTE,
    /** Take a support room as one's own work, and release it. */
    CLAIM,
    /** Go by one's own will. */
    LEAVE
}
