/** Which chat pods there are, how busy each is, and which one gets the next socket. */
@NullMarked
package io.parley.gateway.pods;

import org.jspecify.annotations.NullMarked;
