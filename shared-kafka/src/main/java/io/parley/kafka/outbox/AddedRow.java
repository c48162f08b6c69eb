package io.parley.kafka.outbox;

/** A row that a transaction has put into the outbox. */
public record AddedRow(long id, String topic) {}
