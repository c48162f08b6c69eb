/** Tests of rooms. */
@NullMarked
package io.parley.message.room;

import org.jspecify.annotations.NullMarked;
