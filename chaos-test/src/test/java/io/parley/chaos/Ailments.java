package io.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.chaos.control.ChaosSuite;
import io.parley.model.log.ChatLog;
import io.parley.stack.doctor.Doctor;
import io.parley.stack.doctor.Finding;
import io.parley.stack.doctor.Finding.Level;
import io.parley.stack.doctor.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes a suite ill in one way after the other, and asks the doctor what is wrong. */
final class Ailments {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String FROM_THE_FUTURE = "{\"v\":99}";
    private static final int PARTITION = 7;

    private final ChaosSuite suite;
    private final Installation installation;

    Ailments(ChaosSuite suite) {
        this.suite = suite;
        this.installation = suite.installation(Optional.empty());
    }

    void showThemselves() {
        whoeverIsWellIsToldSo();
        after(this::writeARecordOfANewerRelease, "message-service", "are not stored any further");
        after(() -> suite.member("chat-2").kill(), "chat-2", "does not answer");
        after(() -> suite.member(ChaosSuite.REDIS).kill(), "redis", "Redis does not answer");
        after(() -> suite.member(ChaosSuite.POSTGRES).kill(), "postgresql", "does not answer");
        after(() -> suite.member(ChaosSuite.KAFKA).kill(), "kafka", "Kafka does not answer");
        after(() -> suite.member(ChaosSuite.GATEWAY).kill(), "gateway at", "does not answer");
    }

    private void whoeverIsWellIsToldSo() {
        var admin = new Installation.Login(suite.adminName(), suite.adminPassword());
        var known = suite.installation(Optional.of(admin));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(wrong(Doctor.examine(known)))
                                        .as("a suite that is well")
                                        .isEmpty());
    }

    private void after(Runnable harm, String subject, String said) {
        harm.run();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(wrong(Doctor.examine(installation)))
                                        .anySatisfy(
                                                finding -> {
                                                    assertThat(finding.subject())
                                                            .startsWith(subject);
                                                    assertThat(finding.text()).contains(said);
                                                    assertThat(finding.remedy())
                                                            .contains("docs/runbook.md#");
                                                }));
    }

    private static List<Finding> wrong(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.level() == Level.WRONG).toList();
    }

    private void writeARecordOfANewerRelease() {
        try (var producer =
                new KafkaProducer<>(
                        suite.kafka().config(Map.of()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    ChatLog.TOPIC,
                                    PARTITION,
                                    new byte[0],
                                    FROM_THE_FUTURE.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
