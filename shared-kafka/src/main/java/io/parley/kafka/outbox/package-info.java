/** What a transaction has to tell through Kafka, told after it has committed. */
@NullMarked
package io.parley.kafka.outbox;

import org.jspecify.annotations.NullMarked;
