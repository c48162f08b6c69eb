/** Waiting until everybody who decides by a change has applied it. */
@NullMarked
package io.parley.kafka.applied;

import org.jspecify.annotations.NullMarked;
