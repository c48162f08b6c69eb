/** Real PostgreSQL, Redis and Kafka as child processes, with programs from the class path. */
@NullMarked
package io.parley.stack.infrastructure;

import org.jspecify.annotations.NullMarked;
