/** Who is calling: access tokens of people, tokens of services. */
@NullMarked
package io.parley.user.access;

import org.jspecify.annotations.NullMarked;
