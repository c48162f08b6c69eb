/** What becomes of single messages, as OpenTelemetry traces; off unless somebody collects them. */
@NullMarked
package io.parley.kafka.trace;

import org.jspecify.annotations.NullMarked;
