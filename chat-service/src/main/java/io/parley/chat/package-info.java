/** chat-service: live sessions, the sequencer, and delivery. Nothing here is durable. */
@NullMarked
package io.parley.chat;

import org.jspecify.annotations.NullMarked;
