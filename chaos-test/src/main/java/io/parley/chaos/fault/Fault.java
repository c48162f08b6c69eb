package io.parley.chaos.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Something that breaks a part of the suite for a while. */
public interface Fault {

    /** What lasts longer does not keep others from coming. */
    Duration LONG = Duration.ofSeconds(15);

    /** The code of the reliability document and what it does, the same for all of its kind. */
    String kind();

    /** What of it is particular: which member, how long. */
    String detail();

    /** What clients may meet because of it. */
    Set<Effect> allows();

    /** How long it lasts before it is healed. */
    Duration hold();

    /** Others may begin meanwhile. */
    default boolean isLong() {
        return hold().compareTo(LONG) > 0;
    }

    void apply();

    /** Undoes it. Members that were ended are started; they need not be ready yet. */
    void heal();

    /**
     * Members that no other fault may hit meanwhile, and that must be ready again before this one
     * counts as over.
     */
    List<String> affected();
}
