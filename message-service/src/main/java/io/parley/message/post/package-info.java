/** What admins publish: written over REST, numbered change by change, published on time. */
@NullMarked
package io.parley.message.post;

import org.jspecify.annotations.NullMarked;
