/** The list of a person's rooms, with what was said last in each. */
@NullMarked
package io.parley.message.history.rooms;

import org.jspecify.annotations.NullMarked;
