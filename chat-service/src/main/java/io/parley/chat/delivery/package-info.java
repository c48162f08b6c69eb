/** Rooms with local members: each event to each of them once, in order, without a hole. */
@NullMarked
package io.parley.chat.delivery;

import org.jspecify.annotations.NullMarked;
