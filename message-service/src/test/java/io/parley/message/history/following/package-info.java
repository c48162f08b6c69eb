/** Tests of followed threads. */
@NullMarked
package io.parley.message.history.following;

import org.jspecify.annotations.NullMarked;
