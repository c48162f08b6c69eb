/** The topic of the chat log, the same for each service that may make it. */
@NullMarked
package io.parley.kafka.topic;

import org.jspecify.annotations.NullMarked;
