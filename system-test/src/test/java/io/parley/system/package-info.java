/** Tests of the whole suite from outside, through the gateway. */
@NullMarked
package io.parley.system;

import org.jspecify.annotations.NullMarked;
