/** Random values that clients hold, what is kept of them, and what is encrypted at rest. */
@NullMarked
package io.parley.user.secret;

import org.jspecify.annotations.NullMarked;
