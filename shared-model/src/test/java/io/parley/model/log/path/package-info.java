/**
 * The message path as an explicit-state model: small, exhaustive, and able to find our mistakes.
 */
@NullMarked
package io.parley.model.log.path;

import org.jspecify.annotations.NullMarked;
