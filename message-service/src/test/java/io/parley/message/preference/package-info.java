/** Tests of what people set for themselves. */
@NullMarked
package io.parley.message.preference;

import org.jspecify.annotations.NullMarked;
