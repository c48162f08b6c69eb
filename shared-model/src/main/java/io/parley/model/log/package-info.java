/** The chat log: its record, its topic, and the sequence function that numbers it. */
@NullMarked
package io.parley.model.log;

import org.jspecify.annotations.NullMarked;
