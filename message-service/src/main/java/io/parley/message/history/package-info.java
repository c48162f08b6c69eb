/**
 * What was said, read back: pages of a room's events that are complete, or say that they are not.
 */
@NullMarked
package io.parley.message.history;

import org.jspecify.annotations.NullMarked;
