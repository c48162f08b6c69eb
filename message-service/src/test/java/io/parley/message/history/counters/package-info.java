/** What waits for people. */
@NullMarked
package io.parley.message.history.counters;

import org.jspecify.annotations.NullMarked;
