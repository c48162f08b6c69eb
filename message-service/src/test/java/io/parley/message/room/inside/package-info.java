/** The rooms that a person is inside of. */
@NullMarked
package io.parley.message.room.inside;

import org.jspecify.annotations.NullMarked;
