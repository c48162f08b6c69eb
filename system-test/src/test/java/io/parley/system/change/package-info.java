/** Messages that change: people who edit, delete and react, and who must not. */
@NullMarked
package io.parley.system.change;

import org.jspecify.annotations.NullMarked;
