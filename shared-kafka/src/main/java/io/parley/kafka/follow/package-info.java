/** Following compacted topics: what others tell, applied by each process for itself. */
@NullMarked
package io.parley.kafka.follow;

import org.jspecify.annotations.NullMarked;
