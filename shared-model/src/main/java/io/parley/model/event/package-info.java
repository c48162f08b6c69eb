/** The durable events of a room, as they are stored, pushed and read. */
@NullMarked
package io.parley.model.event;

import org.jspecify.annotations.NullMarked;
