/** Whom a pod lets in: connects a second, sessions, memory. */
@NullMarked
package io.parley.chat.admission;

import org.jspecify.annotations.NullMarked;
