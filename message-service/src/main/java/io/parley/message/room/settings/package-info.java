/** What rooms set for themselves. */
@NullMarked
package io.parley.message.room.settings;

import org.jspecify.annotations.NullMarked;
