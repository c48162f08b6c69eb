/** Threads that people follow. */
@NullMarked
package io.parley.message.history.following;

import org.jspecify.annotations.NullMarked;
