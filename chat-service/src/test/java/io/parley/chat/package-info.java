/** The pod as its clients see it. */
@NullMarked
package io.parley.chat;

import org.jspecify.annotations.NullMarked;
