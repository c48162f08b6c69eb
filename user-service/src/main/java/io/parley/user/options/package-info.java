/** What somebody who is not signed in may do here. */
@NullMarked
package io.parley.user.options;

import org.jspecify.annotations.NullMarked;
