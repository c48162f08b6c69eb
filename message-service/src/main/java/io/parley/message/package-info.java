/** message-service: rooms, history, posts, and the archive of the chat log. */
@NullMarked
package io.parley.message;

import org.jspecify.annotations.NullMarked;
