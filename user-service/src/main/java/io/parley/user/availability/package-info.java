/** What people say of being there, and when they were there last. */
@NullMarked
package io.parley.user.availability;

import org.jspecify.annotations.NullMarked;
