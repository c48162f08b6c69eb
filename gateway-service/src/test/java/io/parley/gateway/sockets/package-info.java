@NullMarked
package io.parley.gateway.sockets;

import org.jspecify.annotations.NullMarked;
