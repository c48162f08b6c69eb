/** Names and codes on the wire: errors, close codes, destinations, Redis keys, JSON. */
@NullMarked
package io.parley.model.wire;

import org.jspecify.annotations.NullMarked;
