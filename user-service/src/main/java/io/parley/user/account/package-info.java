/** Accounts and their passwords. */
@NullMarked
package io.parley.user.account;

import org.jspecify.annotations.NullMarked;
