/** What bounds the log of a service. */
@NullMarked
package io.parley.service.log;

import org.jspecify.annotations.NullMarked;
