package io.parley.chaos.fault;

import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.control.Folders;
import io.parley.chaos.control.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * PostgreSQL dies and comes back as it was when the last snapshot was taken, as after a disaster
 * (F10). The snapshot is an image of the disk while all its processes stand still.
 */
public final class PostgresRestore implements Fault {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final Member postgres;
    private final Path data;
    private final Path snapshot;

    PostgresRestore(ChaosSuite suite) {
        this.postgres = suite.member(ChaosSuite.POSTGRES);
        this.data = suite.data().resolve("postgresql").resolve("data");
        this.snapshot = data.resolveSibling("snapshot");
    }

    /** Takes a first snapshot, to which the first restore goes back. */
    void takeSnapshot() {
        postgres.pause();
        try {
            Folders.copy(data, snapshot);
        } finally {
            postgres.resume();
        }
    }

    @Override
    public String kind() {
        return "F10 PostgreSQL restored to an older state";
    }

    @Override
    public String detail() {
        return "";
    }

    @Override
    public Set<Effect> allows() {
        return Set.of(Effect.HISTORY_BEHIND, Effect.PUSH_LATE, Effect.RECONNECT);
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void apply() {
        postgres.kill();
        Folders.copy(snapshot, data);
    }

    @Override
    public void heal() {
        postgres.relaunch();
        postgres.awaitReady(READY_WITHIN);
        takeSnapshot();
    }

    @Override
    public List<String> affected() {
        return List.of(ChaosSuite.POSTGRES, ChaosSuite.MESSAGE);
    }
}
