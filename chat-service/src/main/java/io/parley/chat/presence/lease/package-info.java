/** What pods tell each other, over Redis, of the people who have sessions there. */
@NullMarked
package io.parley.chat.presence.lease;

import org.jspecify.annotations.NullMarked;
