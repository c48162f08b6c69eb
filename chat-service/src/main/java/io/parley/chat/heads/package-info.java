/** What moved in rooms within a second, as sequencers tell all pods in their ticks. */
@NullMarked
package io.parley.chat.heads;

import org.jspecify.annotations.NullMarked;
