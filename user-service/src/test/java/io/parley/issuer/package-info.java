/** A real OpenID Connect issuer for tests. Outside of the service's package, which is scanned. */
@NullMarked
package io.parley.issuer;

import org.jspecify.annotations.NullMarked;
