/** Accounts as they are now, for services that are shown access tokens of a moment ago. */
@NullMarked
package io.parley.kafka.account;

import org.jspecify.annotations.NullMarked;
