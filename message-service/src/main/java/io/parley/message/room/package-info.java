/** What a room is: its tables, rights in it, what clients and other services see of it. */
@NullMarked
package io.parley.message.room;

import org.jspecify.annotations.NullMarked;
