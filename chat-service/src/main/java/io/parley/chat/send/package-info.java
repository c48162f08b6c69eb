/** From an authorised SEND to its place in the chat log. */
@NullMarked
package io.parley.chat.send;

import org.jspecify.annotations.NullMarked;
