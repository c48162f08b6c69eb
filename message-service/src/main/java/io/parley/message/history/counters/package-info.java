/** What waits for people in their rooms: counted from the rows whenever it is asked for. */
@NullMarked
package io.parley.message.history.counters;

import org.jspecify.annotations.NullMarked;
