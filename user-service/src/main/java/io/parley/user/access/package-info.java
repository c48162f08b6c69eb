/** Who is calling: access tokens of people, the shared secret of services. */
@NullMarked
package io.parley.user.access;

import org.jspecify.annotations.NullMarked;
