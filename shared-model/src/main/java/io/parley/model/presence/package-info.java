/** Who is there, as one service asks another. */
@NullMarked
package io.parley.model.presence;

import org.jspecify.annotations.NullMarked;
