/** Streams of posts: when each reader gets each change. */
@NullMarked
package io.parley.load.post;

import org.jspecify.annotations.NullMarked;
