/** People, rooms, messages and posts to look at, made through the public interface. */
@NullMarked
package io.parley.stack.demo;

import org.jspecify.annotations.NullMarked;
