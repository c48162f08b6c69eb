/** Accounts, roles and login; the only service that signs access tokens. */
@NullMarked
package io.parley.user;

import org.jspecify.annotations.NullMarked;
