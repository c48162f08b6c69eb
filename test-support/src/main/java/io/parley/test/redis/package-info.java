/** Redis servers for tests: alone, with users, or as a cluster. */
@NullMarked
package io.parley.test.redis;

import org.jspecify.annotations.NullMarked;
