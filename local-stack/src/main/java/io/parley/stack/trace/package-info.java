/** A small collector of traces, for those who want to look at one message. */
@NullMarked
package io.parley.stack.trace;

import org.jspecify.annotations.NullMarked;
