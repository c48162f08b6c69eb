/** What people have read: their moves are gathered for a moment and appended to the read log. */
@NullMarked
package io.parley.chat.reading;

import org.jspecify.annotations.NullMarked;
