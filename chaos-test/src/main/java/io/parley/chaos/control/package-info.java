/** The suite as processes whose every link leads through a proxy. */
@NullMarked
package io.parley.chaos.control;

import org.jspecify.annotations.NullMarked;
