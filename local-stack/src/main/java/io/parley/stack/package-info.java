/** The whole suite on one machine, by one command. */
@NullMarked
package io.parley.stack;

import org.jspecify.annotations.NullMarked;
