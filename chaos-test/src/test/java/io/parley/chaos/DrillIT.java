package io.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chaos.drill.Drill;
import io.parley.chaos.drill.DrillOptions;
import io.parley.stack.infrastructure.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What operators do to a suite in use, a short run of {@code ./parley drill}; and, since it is
 * there, what the doctor says of it when it is ill.
 */
class DrillIT {

    @Test
    void addedPodsFillUpRestartsFailNoReceiptAndTheDoctorKnows() throws IOException {
        var folder = Files.createTempDirectory("parley-drill-");
        var options = DrillOptions.gate(Path.of("..").toAbsolutePath().normalize(), folder);

        var result =
                new Drill(options, System.out::println)
                        .run(suite -> new Ailments(suite).showThemselves());

        assertThat(result.judgement().findings().first()).isEmpty();
        assertThat(result.failedReceipts())
                .as("%s", result.judgement().summary().rejections())
                .isZero();
        assertThat(result.loads().evenAfter()).isNotNegative();
        // A machine with too much to do may close a session for reasons of its own: 4013, 4008
        assertThat(result.added().codes()).containsKey(4012).doesNotContainKeys(1006, 1011);
        assertThat(result.restarted().codes()).containsKey(4012).doesNotContainKeys(1006, 1011);
        assertThat(result.restarted().gaps().count()).isPositive();
        assertThat(result.judgement().summary().receipts()).isPositive();
        // Pods begin with the older version of the log's records; the one that is restarted writes
        // the newer one, beside the others
        assertThat(result.judgement().summary().types())
                .containsKeys("message.edited", "message.deleted", "reaction.changed");
        assertThat(result.judgement().summary().rejections()).containsKey("unavailable");
        Directories.delete(folder);
    }
}
