package io.parley.stack.doctor;

import io.parley.stack.infrastructure.KafkaAccess;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;

/** Whether what is stored fits the log: not before its begin, not behind its end. */
record ArchiveCheck(KafkaAccess access, Installation.Database database) implements Check {

    private static final long MUCH = 10_000;

    @Override
    public String subject() {
        return "archive";
    }

    /** Where one of the two does not answer, their own checks say so. */
    @Override
    public void look(Findings findings) throws Exception {
        try (var kafka = new KafkaAdmin(access);
                var jdbc = new Jdbc(database)) {
            var progress = jdbc.progress();
            var begins = kafka.offsets(OffsetSpec.earliest());
            var ends = kafka.offsets(OffsetSpec.latest());
            var cutOff = where(progress, (p, at) -> at < begins.getOrDefault(p, 0L));
            var ahead = where(progress, (p, at) -> at > ends.getOrDefault(p, Long.MAX_VALUE));
            if (!cutOff.isEmpty()) {
                findings.wrong(
                        "Kafka has deleted records that were never stored, of partitions %s (LOG_TRUNCATED)."
                                .formatted(text(cutOff)),
                        "They are lost to history",
                        "parley_archive_stopped--0");
            }
            if (!ahead.isEmpty()) {
                findings.wrong(
                        "Kafka's log ends before what is stored, in partitions %s (LOG_LOST): it is another log."
                                .formatted(text(ahead)),
                        "Connect to the right Kafka, or restore its data",
                        "parley_archive_stopped--0");
            }
            long lag =
                    progress.entrySet().stream()
                            .mapToLong(
                                    each ->
                                            Math.max(
                                                    0,
                                                    ends.getOrDefault(each.getKey(), 0L)
                                                            - each.getValue()))
                            .sum();
            backlog(lag, findings);
        } catch (SQLException | ExecutionException | TimeoutException away) {
            // said by the checks of these two
        }
    }

    private static List<Integer> where(
            Map<Integer, Long> progress, BiPredicate<Integer, Long> condition) {
        return progress.entrySet().stream()
                .filter(each -> condition.test(each.getKey(), each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void backlog(long lag, Findings findings) {
        if (lag > MUCH) {
            findings.wrong(
                    "%,d events are not stored yet.".formatted(lag),
                    "message-service or PostgreSQL does not keep up: see its log",
                    "parley_archive_lag-grows");
        } else if (findings.isWell()) {
            findings.well(
                    "What is stored fits the log; %,d events are on their way.".formatted(lag));
        }
    }

    private static String text(List<Integer> partitions) {
        return partitions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
