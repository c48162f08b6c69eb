/** The messages that mention a person, in all their rooms. */
@NullMarked
package io.parley.message.history.mentions;

import org.jspecify.annotations.NullMarked;
