/** The seam between delivery and the transports: a session, and frames that are encoded once. */
@NullMarked
package io.parley.chat.edge;

import org.jspecify.annotations.NullMarked;
