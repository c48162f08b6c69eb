/** What all devices of a person are told: over the person's channel, and what moves in rooms. */
@NullMarked
package io.parley.chat.inbox;

import org.jspecify.annotations.NullMarked;
