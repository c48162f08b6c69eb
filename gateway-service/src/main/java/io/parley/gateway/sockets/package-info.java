/** WebSockets between clients and chat pods. */
@NullMarked
package io.parley.gateway.sockets;

import org.jspecify.annotations.NullMarked;
