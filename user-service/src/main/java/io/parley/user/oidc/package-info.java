/** Sign-in with the company's own identity provider, by OpenID Connect. */
@NullMarked
package io.parley.user.oidc;

import org.jspecify.annotations.NullMarked;
