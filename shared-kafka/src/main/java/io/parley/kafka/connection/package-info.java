/** How clients reach Kafka: where it is, encryption, and who they say they are. */
@NullMarked
package io.parley.kafka.connection;

import org.jspecify.annotations.NullMarked;
