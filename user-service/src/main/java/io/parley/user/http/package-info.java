/** What every route shares: errors as problems, bounded bodies, health. */
@NullMarked
package io.parley.user.http;

import org.jspecify.annotations.NullMarked;
