package io.parley.model.log;

/**
 * Where message-service stands in a partition, read in one transaction.
 *
 * @param nextOffset the first record that is not stored yet
 * @param state the sequence function just before that record
 */
public record PartitionSnapshot(long nextOffset, SequenceFunction.State state) {}
