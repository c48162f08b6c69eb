package io.parley.model.log;

import io.parley.model.RoomId;
import io.parley.model.UserId;

/**
 * Names in Redis. All names of one log partition share a hash tag, so that on a cluster one script
 * call can serve a batch of the partition's rooms; those of people do so by slots of their own.
 */
public final class RedisKeys {

    /** The bell that tells the followers of posts that there is something new. */
    public static final String POSTS = "posts";

    /** The field of a stream's entry that holds the event's JSON. */
    public static final String EVENT = "e";

    /** Over so many hash tags people are spread. */
    public static final int PERSON_SLOTS = 64;

    /** The hash tag of what is about all people. */
    private static final String PEOPLE = "{u}";

    private RedisKeys() {}

    /** The stream of the room's last events; entry ids are {@link #entry}, field {@link #EVENT}. */
    public static String stream(RoomId room) {
        return tag(room) + ":s:" + room;
    }

    /** The id of an event's entry. */
    public static String entry(long seq) {
        return seq + "-0";
    }

    /** The channel of the room's new events; a payload is the event's JSON. */
    public static String channel(RoomId room) {
        return tag(room) + ":c:" + room;
    }

    /**
     * The channel on which a partition's sequencer says every second how far it has come: {@code
     * {"nextOffset":…,"at":…,"delayMs":…}}, where the delay is that of its latest event, or of what
     * waits for longer.
     */
    public static String ticks(int partition) {
        return tag(partition) + ":t";
    }

    /** A number that only grows, so that a Redis that has forgotten something gives itself away. */
    public static String pulse(int partition) {
        return tag(partition) + ":n";
    }

    /** The channel on which a chat pod hears itself, on the server that holds the partition. */
    public static String probe(int partition, String podId) {
        return tag(partition) + ":probe:" + podId;
    }

    /** The channel of what comes and goes in a room without a seq: who types, who has read. */
    public static String live(RoomId room) {
        return tag(room) + ":l:" + room;
    }

    /** The channel on which all devices of a person are told something. */
    public static String devices(UserId person) {
        return slotTag(slotOf(person)) + ":c:" + person;
    }

    /** The slot of a person, from 0. */
    public static int slotOf(UserId person) {
        return Math.floorMod(person.value().hashCode(), PERSON_SLOTS);
    }

    /** What a run of a chat pod says of its people of a slot: a hash of their ids that expires. */
    public static String lease(int slot, String run) {
        return slotTag(slot) + ":p:" + run;
    }

    /** The channel of what changes in the leases of a slot. */
    public static String leaseChanges(int slot) {
        return slotTag(slot) + ":e";
    }

    /** The runs of chat pods that have people, by when they said so. */
    public static String runs() {
        return PEOPLE + ":runs";
    }

    /** The channel on which runs of chat pods with people say that they are there. */
    public static String beats() {
        return PEOPLE + ":beats";
    }

    /** A stream that a service writes and reads to see whether it may. */
    public static String trial() {
        return tag(0) + ":s:trial";
    }

    private static String slotTag(int slot) {
        return "{u" + slot + "}";
    }

    private static String tag(RoomId room) {
        return tag(ChatLog.partitionOf(room));
    }

    private static String tag(int partition) {
        return "{p" + partition + "}";
    }
}
