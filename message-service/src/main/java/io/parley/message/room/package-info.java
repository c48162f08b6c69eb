/** Rooms and their members: who made them, who is in, what other services are told. */
@NullMarked
package io.parley.message.room;

import org.jspecify.annotations.NullMarked;
