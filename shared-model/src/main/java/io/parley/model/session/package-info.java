/** Logins, as the services tell each other about them. */
@NullMarked
package io.parley.model.session;

import org.jspecify.annotations.NullMarked;
