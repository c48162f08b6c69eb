/** WebSockets: bytes in and out, frames of STOMP, what waits for a slow client. */
@NullMarked
package io.parley.chat.transport;

import org.jspecify.annotations.NullMarked;
