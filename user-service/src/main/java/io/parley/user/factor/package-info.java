/** The second factor: codes of an authenticator app, and recovery codes for who lost it. */
@NullMarked
package io.parley.user.factor;

import org.jspecify.annotations.NullMarked;
