package io.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chaos.options.ChaosOptions;
import io.parley.chaos.report.ReportFiles;
import io.parley.stack.infrastructure.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A short run of what {@code ./parley chaos} does for as long as one likes. */
class ChaosGateIT {

    private static final long SEED = 20_261_122;

    @Test
    void losesDoublesAndReordersNothingWhateverBreaks() throws IOException {
        var folder = Files.createTempDirectory("parley-chaos-gate-");
        var options = ChaosOptions.gate(Path.of("..").toAbsolutePath().normalize(), folder, SEED);

        var report = new ChaosRun(options, System.out::println).run();

        var file = ReportFiles.write(report, "ChaosGateIT", Path.of("target", "reports"));
        assertThat(report.findings()).as("see %s", file).isEmpty();
        assertThat(report.faults()).hasSizeGreaterThanOrEqualTo(options.faults());
        assertThat(report.summary().receipts()).isGreaterThanOrEqualTo(options.receipts());
        Directories.delete(folder);
    }
}
