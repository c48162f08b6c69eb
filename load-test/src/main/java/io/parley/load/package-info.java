/** Measures a running suite from outside, as its clients and its operating system see it. */
@NullMarked
package io.parley.load;

import org.jspecify.annotations.NullMarked;
