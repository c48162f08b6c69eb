/** Proves from log, rows, streams and traces that nothing was lost, doubled or out of order. */
@NullMarked
package io.parley.chaos.checker;

import org.jspecify.annotations.NullMarked;
