/** Rooms follow accounts: what a new name or role changes in them. */
@NullMarked
package io.parley.message.account;

import org.jspecify.annotations.NullMarked;
