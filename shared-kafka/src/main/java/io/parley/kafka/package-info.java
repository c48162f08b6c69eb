/**
 * What services do with Kafka beside the message path: tell of a transaction's changes, and follow
 * what others tell.
 */
@NullMarked
package io.parley.kafka;

import org.jspecify.annotations.NullMarked;
