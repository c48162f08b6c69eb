/** A new password for who forgot it, by a link that works once. */
@NullMarked
package io.parley.user.recovery;

import org.jspecify.annotations.NullMarked;
