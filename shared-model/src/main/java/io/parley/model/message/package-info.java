/** What people ask for in a room, who may ask for it, and what it makes of the room's messages. */
@NullMarked
package io.parley.model.message;

import org.jspecify.annotations.NullMarked;
