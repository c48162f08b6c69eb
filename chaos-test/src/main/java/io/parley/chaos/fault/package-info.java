/** The faults, and the schedule that picks them from a seed. */
@NullMarked
package io.parley.chaos.fault;

import org.jspecify.annotations.NullMarked;
