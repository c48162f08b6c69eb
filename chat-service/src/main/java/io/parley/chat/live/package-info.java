/** What comes and goes in a room without a seq: who types, and who has read. */
@NullMarked
package io.parley.chat.live;

import org.jspecify.annotations.NullMarked;
