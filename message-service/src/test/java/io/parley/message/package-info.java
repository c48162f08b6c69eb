/** Tests of the running service. */
@NullMarked
package io.parley.message;

import org.jspecify.annotations.NullMarked;
