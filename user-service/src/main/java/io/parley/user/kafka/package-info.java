/** How the other services are told about accounts. */
@NullMarked
package io.parley.user.kafka;

import org.jspecify.annotations.NullMarked;
