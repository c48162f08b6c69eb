/** Passwords: what a good one is, and how they are hashed. */
@NullMarked
package io.parley.user.password;

import org.jspecify.annotations.NullMarked;
