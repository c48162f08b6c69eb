@NullMarked
package io.parley.message.post.follow;

import org.jspecify.annotations.NullMarked;
