package io.parley.stack.doctor;

import io.parley.model.wire.Json;
import io.parley.stack.doctor.Installation.Service;
import java.io.IOException;
import java.util.List;
import java.util.function.DoublePredicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A service, by what it says of itself: whether it is ready, and what has stopped in it. */
record ServiceCheck(Service service, Http http) implements Check {

    private static final int OK = 200;

    /** Something that is counted, and what is wrong where it has such a value. */
    private record Symptom(
            String metric, DoublePredicate isWrong, String text, String remedy, String section) {}

    private static final List<Symptom> SYMPTOMS =
            List.of(
                    new Symptom(
                            "parley_sequencer_partitions_stopped",
                            value -> value > 0,
                            "%.0f partition(s) of the log have stopped here: their rooms get no live events from it.",
                            "The line \"Partition stopped\" of its log names the reason; restart it afterwards",
                            "parley_sequencer_partitions_stopped--0"),
                    new Symptom(
                            "parley_archive_stopped",
                            value -> value > 0,
                            "%.0f partition(s) of the log are not stored any further: history of their rooms is incomplete.",
                            "The line \"stopped\" of its log names partition, offset and reason",
                            "parley_archive_stopped--0"),
                    new Symptom(
                            "parley_sequencer_lag",
                            value -> value > 5_000,
                            "%.0f records of the log wait for their numbers: live events are late.",
                            "Look at Redis and at its CPU, or add a pod",
                            "parley_sequencer_lag-grows-or-parley_sequencer_delay_seconds-p99--2-s"),
                    new Symptom(
                            "parley_delivery_late_partitions",
                            value -> value > 0,
                            "Live events of %.0f partitions come late, by way of message-service.",
                            "On all pods: Redis is away or no sequencer is up. On one: it is cut from Redis",
                            "parley_delivery_late_partitions--0-for-more-than-10-s"),
                    new Symptom(
                            "parley_send_open",
                            value -> value == 0,
                            "It takes no messages: Kafka acknowledges nothing to it.",
                            "On all pods: Kafka is away. On one: its network",
                            "parley_send_open--0"),
                    new Symptom(
                            "parley_policy_stale_seconds",
                            value -> value > 3,
                            "It has not heard of changes of rights for %.0f s; from 10 s on it refuses.",
                            "On all: Kafka is away. On one: its network",
                            "parley_policy_stale_seconds--3"),
                    new Symptom(
                            "parley_gateway_pods_accepting",
                            value -> value == 0,
                            "No chat pod takes new sockets.",
                            "See the readiness of the pods",
                            "parley_gateway_pods_accepting--0"));

    @Override
    public String subject() {
        return service.name();
    }

    @Override
    public void look(Findings findings) throws InterruptedException {
        try {
            var readiness = http.get(service.management().resolve("/actuator/health/readiness"));
            Clocks.compare(readiness, findings);
            if (readiness.statusCode() != OK) {
                findings.wrong(
                        "It runs and is not ready%s.".formatted(reasons(readiness.body())),
                        "What it waits for is wrong itself, or its log says more",
                        "alarms");
            }
            var metrics = http.get(service.management().resolve("/actuator/prometheus"));
            symptoms(Samples.of(metrics.body()), findings);
            if (findings.isWell()) {
                findings.well("It is ready.");
            }
        } catch (IOException e) {
            findings.wrong(
                    "It does not answer at %s.".formatted(service.management()),
                    "It has ended, hangs or is unreachable: see whether it runs, and the end of its log",
                    "doctor");
        }
    }

    private static void symptoms(Samples samples, Findings findings) {
        for (var symptom : SYMPTOMS) {
            var value = samples.most(symptom.metric());
            if (value.isPresent() && symptom.isWrong().test(value.getAsDouble())) {
                findings.wrong(
                        symptom.text().contains("%")
                                ? symptom.text().formatted(value.getAsDouble())
                                : symptom.text(),
                        symptom.remedy(),
                        symptom.section());
            }
        }
    }

    /** Which of its parts are not. */
    private static String reasons(String body) {
        try {
            var parts = Json.MAPPER.readTree(body).path("components").properties().stream();
            var names =
                    parts.filter(part -> !part.getValue().path("status").asString("").equals("UP"))
                            .map(part -> part.getKey() + details(part.getValue().path("details")))
                            .toList();
            return names.isEmpty() ? "" : " because of: " + String.join(", ", names);
        } catch (JacksonException unreadable) {
            return "";
        }
    }

    private static String details(JsonNode details) {
        return details.isEmpty() ? "" : " " + details;
    }
}
