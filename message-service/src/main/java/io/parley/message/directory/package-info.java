/** People as user-service knows them, with a copy for lists. */
@NullMarked
package io.parley.message.directory;

import org.jspecify.annotations.NullMarked;
