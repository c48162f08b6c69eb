/** What is left behind after a run: the log, the rows, the streams, the traces. */
@NullMarked
package io.parley.chaos.evidence;

import org.jspecify.annotations.NullMarked;
