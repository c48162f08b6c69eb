package io.parley.stack.doctor;

import io.parley.model.log.ChatLog;
import io.parley.model.read.ReadLog;
import io.parley.stack.infrastructure.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The log: that it is there, and that nothing of it can get lost by its settings. */
record KafkaCheck(KafkaAccess access) implements Check {

    private static final long LEAST_RETENTION = Duration.ofDays(7).toMillis();
    private static final List<String> POLICY_LOGS = List.of("room.log", "user.log");

    @Override
    public String subject() {
        return "kafka";
    }

    @Override
    public void look(Findings findings) throws InterruptedException {
        try (var kafka = new KafkaAdmin(access)) {
            var brokers = KafkaAdmin.get(kafka.admin().describeCluster().nodes()).size();
            describe(kafka, ChatLog.TOPIC, findings);
            describe(kafka, ReadLog.TOPIC, findings);
            for (var topic : POLICY_LOGS) {
                describe(kafka, topic, findings);
            }
            if (findings.isWell()) {
                findings.well(
                        "%d broker(s) answer, and its topics are as they must be."
                                .formatted(brokers));
            }
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            findings.wrong(
                    "Kafka does not answer at %s: %s.".formatted(access, Words.of(e)),
                    "Nothing can be sent until it does: start it and see its log",
                    "parley_send_open--0");
        }
    }

    private static void describe(KafkaAdmin kafka, String name, Findings findings)
            throws ExecutionException, InterruptedException, TimeoutException {
        TopicDescription topic;
        try {
            topic =
                    Objects.requireNonNull(
                            KafkaAdmin.get(
                                            kafka.admin()
                                                    .describeTopics(List.of(name))
                                                    .allTopicNames())
                                    .get(name));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                findings.wrong(
                        "There is no topic %s.".formatted(name),
                        "Services make it when they start: see their logs, and that they use this"
                                + " Kafka",
                        "doctor");
                return;
            }
            throw e;
        }
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        var config =
                Objects.requireNonNull(
                        KafkaAdmin.get(kafka.admin().describeConfigs(List.of(resource)).all())
                                .get(resource));
        copies(topic, config, findings);
        switch (name) {
            case ChatLog.TOPIC -> chatLog(topic, config, findings);
            case ReadLog.TOPIC -> expect(name, config, "cleanup.policy", "delete", findings);
            default -> expect(name, config, "cleanup.policy", "compact", findings);
        }
    }

    private static void chatLog(TopicDescription topic, Config config, Findings findings) {
        if (topic.partitions().size() != ChatLog.PARTITIONS) {
            findings.wrong(
                    "chat.log has %d partitions and must have %d: rooms have changed theirs."
                            .formatted(topic.partitions().size(), ChatLog.PARTITIONS),
                    "Services refuse to start with it: restore the topic from a backup",
                    "doctor");
        }
        expect(topic.name(), config, "message.timestamp.type", "LogAppendTime", findings);
        expect(topic.name(), config, "unclean.leader.election.enable", "false", findings);
        long retention = Long.parseLong(value(config, "retention.ms"));
        if (retention >= 0 && retention < LEAST_RETENTION) {
            findings.wrong(
                    "chat.log is kept for %d h only."
                            .formatted(Duration.ofMillis(retention).toHours()),
                    "An outage of PostgreSQL of that length loses history: set retention.ms to 7"
                            + " days or more",
                    "doctor");
        }
    }

    private static void copies(TopicDescription topic, Config config, Findings findings) {
        var missing =
                topic.partitions().stream()
                        .filter(each -> each.isr().size() < each.replicas().size())
                        .count();
        if (missing > 0) {
            findings.wrong(
                    "%d partitions of %s lack a copy.".formatted(missing, topic.name()),
                    "A broker is away or behind: see the brokers",
                    "doctor");
        }
        var copies = topic.partitions().getFirst().replicas().size();
        var least = Integer.parseInt(value(config, "min.insync.replicas"));
        if (copies > 1 && least < 2) {
            findings.doubtful(
                    "%s has %d copies, and one of them is enough for a receipt."
                            .formatted(topic.name(), copies),
                    "Set min.insync.replicas to 2",
                    "doctor");
        }
        if (copies > 1 && least >= copies) {
            findings.doubtful(
                    "%s takes nothing as soon as one broker is away.".formatted(topic.name()),
                    "Set min.insync.replicas to 2 of 3 copies",
                    "doctor");
        }
    }

    private static void expect(
            String topic, Config config, String name, String wanted, Findings findings) {
        var actual = value(config, name);
        if (!actual.equals(wanted)) {
            findings.wrong(
                    "%s has %s=%s and must have %s.".formatted(topic, name, actual, wanted),
                    "Set it with kafka-configs",
                    "doctor");
        }
    }

    private static String value(Config config, String name) {
        var entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }
}
