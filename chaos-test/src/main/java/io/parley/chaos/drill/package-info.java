/** Exercises that every operator does: restarting a suite in turn, and adding pods to it. */
@NullMarked
package io.parley.chaos.drill;

import org.jspecify.annotations.NullMarked;
