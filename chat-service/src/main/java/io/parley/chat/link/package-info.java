/** The pod's links to Kafka, Redis and message-service. */
@NullMarked
package io.parley.chat.link;

import org.jspecify.annotations.NullMarked;
