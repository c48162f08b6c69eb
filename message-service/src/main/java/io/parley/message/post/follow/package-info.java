/** Posts live: Server-Sent Events that join replay to live, across replicas. */
@NullMarked
package io.parley.message.post.follow;

import org.jspecify.annotations.NullMarked;
