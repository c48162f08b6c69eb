/** Who has read a message. */
@NullMarked
package io.parley.message.seen;

import org.jspecify.annotations.NullMarked;
