/** Tests of history. */
@NullMarked
package io.parley.message.history;

import org.jspecify.annotations.NullMarked;
