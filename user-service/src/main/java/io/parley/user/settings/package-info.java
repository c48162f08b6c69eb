/** Settings from the environment; a wrong one stops the service with one sentence. */
@NullMarked
package io.parley.user.settings;

import org.jspecify.annotations.NullMarked;
