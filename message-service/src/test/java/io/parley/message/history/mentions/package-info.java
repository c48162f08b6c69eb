/** Tests of mentions. */
@NullMarked
package io.parley.message.history.mentions;

import org.jspecify.annotations.NullMarked;
