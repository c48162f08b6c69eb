/** How much one address and one account may ask for. */
@NullMarked
package io.parley.gateway.limits;

import org.jspecify.annotations.NullMarked;
