/** Invitations: codes that let people into a room. */
@NullMarked
package io.parley.message.invitation;

import org.jspecify.annotations.NullMarked;
