/** Stores the chat log in PostgreSQL, numbered by the sequence function, and reads it back. */
@NullMarked
package io.parley.message.archive;

import org.jspecify.annotations.NullMarked;
