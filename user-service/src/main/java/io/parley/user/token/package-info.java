/** Sessions, refresh and access tokens, one-time tickets and the keys that sign. */
@NullMarked
package io.parley.user.token;

import org.jspecify.annotations.NullMarked;
