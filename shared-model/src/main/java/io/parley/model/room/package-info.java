/** Rooms and people as one service tells another about them. */
@NullMarked
package io.parley.model.room;

import org.jspecify.annotations.NullMarked;
