package io.parley.kafka.outbox;

/** Where in Kafka a record stands. */
public record Position(String topic, int partition, long offset) {}
