/** Connections to PostgreSQL, Kafka and Redis, and the settings they are made from. */
@NullMarked
package io.parley.message.infra;

import org.jspecify.annotations.NullMarked;
