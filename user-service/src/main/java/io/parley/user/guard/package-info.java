/** Slows down who guesses, without locking out whose secret is guessed. */
@NullMarked
package io.parley.user.guard;

import org.jspecify.annotations.NullMarked;
