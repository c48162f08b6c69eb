/** The rooms that a person is inside of: by name, or because everybody is. */
@NullMarked
package io.parley.message.room.inside;

import org.jspecify.annotations.NullMarked;
