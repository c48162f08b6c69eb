/**
 * What admins publish, live on {@code /topic/posts}: the pod follows once, for all its sessions.
 */
@NullMarked
package io.parley.chat.posts;

import org.jspecify.annotations.NullMarked;
