package io.parley.chat.balance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many sessions a pod has too many, by what gateways tell of all pods. It begins when
 * loads have been uneven for a while and by much, and goes on until they are nearly even: what
 * begins at 10 % and ends at 2 % does not swing. The more even it gets the smaller the steps are,
 * since those who are on their way to another pod are counted nowhere.
 *
 * <p>Not safe for several threads.
 */
final class Surplus {

    static final int STEPS_A_SECOND = 4;

    /** A gateway tells every second; one that is silent may have died with what it knew. */
    private static final Duration FRESH = Duration.ofSeconds(4);

    /** Fewer are not worth a reconnect. */
    private static final int FEW = 5;

    private static final double MUCH = 0.10;
    private static final double LITTLE = 0.02;
    private static final double NEARLY_FULL = 0.95;

    /** Those who left come back within two seconds or so. */
    private static final int SECONDS_FOR_THE_REST = 4;

    private final int percent;
    private final long afterNanos;
    private boolean isShedding;

    /** Since when it has been uneven without a break; absent while it is even. */
    private @Nullable Long unevenSince;

    Surplus(RebalanceSettings settings) {
        this.percent = settings.percent();
        this.afterNanos = settings.after().toNanos();
    }

    /**
     * What a gateway knows of the pods that take people.
     *
     * @param average sessions of a pod
     * @param least sessions of the emptiest one
     */
    record Told(int average, int least, long at) {}

    /** How many to send away in this quarter of a second. */
    int toShed(int own, @Nullable Told told, long now) {
        if (percent == 0 || told == null || now - told.at() > FRESH.toNanos()) {
            rest();
            return 0;
        }
        if (isShedding ? isEnough(own, told) : !isMuch(own, told)) {
            rest();
            return 0;
        }
        var since = unevenSince == null ? now : unevenSince;
        unevenSince = since;
        isShedding = now - since >= afterNanos;
        return isShedding ? step(own, own - told.average()) : 0;
    }

    private void rest() {
        isShedding = false;
        unevenSince = null;
    }

    private static boolean isMuch(int own, Told told) {
        var excess = own - told.average();
        var isFull = own > told.average() * (1 + MUCH);
        // Many pods that are a little too full make one that is empty
        var isNeeded = told.least() < told.average() * (1 - MUCH);
        if (isNeeded && isLarge(told)) {
            return excess > 0;
        }
        return excess >= FEW && (isFull || isNeeded);
    }

    /** Where one in a hundred pods is new, the others have only a few too many each. */
    private static boolean isLarge(Told told) {
        return told.average() - told.least() >= FEW * FEW;
    }

    private static boolean isEnough(int own, Told told) {
        var isNeeded = told.least() < told.average() * NEARLY_FULL;
        return isNeeded ? own <= told.average() : own <= told.average() * (1 + LITTLE);
    }

    private int step(int own, int excess) {
        var atMost = Math.ceilDiv(own * percent, 100 * STEPS_A_SECOND);
        return Math.clamp(excess / (SECONDS_FOR_THE_REST * STEPS_A_SECOND), 1, atMost);
    }
}
