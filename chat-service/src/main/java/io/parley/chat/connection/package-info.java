/** STOMP sessions over WebSocket: from the upgrade to the close. */
@NullMarked
package io.parley.chat.connection;

import org.jspecify.annotations.NullMarked;
