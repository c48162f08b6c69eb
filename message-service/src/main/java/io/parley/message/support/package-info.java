/** Support: queues, their agents, and the rooms of their customers. */
@NullMarked
package io.parley.message.support;

import org.jspecify.annotations.NullMarked;
