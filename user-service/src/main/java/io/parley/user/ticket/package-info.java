/** Tickets: a session's way to a WebSocket without a token in its address. */
@NullMarked
package io.parley.user.ticket;

import org.jspecify.annotations.NullMarked;
