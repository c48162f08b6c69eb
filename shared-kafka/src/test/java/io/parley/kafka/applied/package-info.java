@NullMarked
package io.parley.kafka.applied;

import org.jspecify.annotations.NullMarked;
