/** Whom a person may see, and what other services ask about people. */
@NullMarked
package io.parley.user.directory;

import org.jspecify.annotations.NullMarked;
