package io.parley.gateway.sockets;

import io.parley.gateway.pods.Pod;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket to a pod that waits for its client.
 *
 * @param protocol what the pod chose of the client's offer
 */
record PodLink(Pod pod, @Nullable String protocol, SocketPair pair) {}
