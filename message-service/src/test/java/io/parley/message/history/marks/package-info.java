/** Up to where people have read. */
@NullMarked
package io.parley.message.history.marks;

import org.jspecify.annotations.NullMarked;
