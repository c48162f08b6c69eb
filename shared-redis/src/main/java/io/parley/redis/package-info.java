/** Connections to Redis: one place that knows whether it is one server, Sentinel or a cluster. */
@NullMarked
package io.parley.redis;

import org.jspecify.annotations.NullMarked;
