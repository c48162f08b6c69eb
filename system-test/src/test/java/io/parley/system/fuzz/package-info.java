/** Finds every route of the services, and makes requests of each with every kind of wrong value. */
@NullMarked
package io.parley.system.fuzz;

import org.jspecify.annotations.NullMarked;
