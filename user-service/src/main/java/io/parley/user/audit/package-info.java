/** What was done to accounts, by whom and why. */
@NullMarked
package io.parley.user.audit;

import org.jspecify.annotations.NullMarked;
