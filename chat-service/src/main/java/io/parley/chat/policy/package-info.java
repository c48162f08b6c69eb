/** What this pod knows of rooms and their members, kept fresh by the room log. */
@NullMarked
package io.parley.chat.policy;

import org.jspecify.annotations.NullMarked;
