/** Tests of who has read what. */
@NullMarked
package io.parley.message.seen;

import org.jspecify.annotations.NullMarked;
