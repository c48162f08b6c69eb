/** Looks at an installation from outside and says in plain words what is wrong with it. */
@NullMarked
package io.parley.stack.doctor;

import org.jspecify.annotations.NullMarked;
