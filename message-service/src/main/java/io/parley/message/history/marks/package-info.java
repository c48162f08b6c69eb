/** Up to where people have read: their moves, as {@code read.log} has them, and their marks. */
@NullMarked
package io.parley.message.history.marks;

import org.jspecify.annotations.NullMarked;
