/** Who calls: access tokens of people and the secret of other services. */
@NullMarked
package io.parley.message.access;

import org.jspecify.annotations.NullMarked;
