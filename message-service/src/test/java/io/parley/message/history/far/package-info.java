/** Tests of what lies far back. */
@NullMarked
package io.parley.message.history.far;

import org.jspecify.annotations.NullMarked;
