@NullMarked
package io.parley.kafka.follow;

import org.jspecify.annotations.NullMarked;
