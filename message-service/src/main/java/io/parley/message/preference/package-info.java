/** How people want to hear of rooms, and what others learn of them. */
@NullMarked
package io.parley.message.preference;

import org.jspecify.annotations.NullMarked;
