/** Accounts as user-service tells the other services about them. */
@NullMarked
package io.parley.model.user;

import org.jspecify.annotations.NullMarked;
