/** What admins do with accounts, and what is written down about it. */
@NullMarked
package io.parley.user.admin;

import org.jspecify.annotations.NullMarked;
