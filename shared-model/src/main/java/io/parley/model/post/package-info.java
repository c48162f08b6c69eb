/** Posts: what admins publish, and the numbered changes that everybody follows. */
@NullMarked
package io.parley.model.post;

import org.jspecify.annotations.NullMarked;
