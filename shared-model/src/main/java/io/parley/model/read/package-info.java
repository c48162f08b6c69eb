/** What people have read, and what waits for them, as services and devices are told. */
@NullMarked
package io.parley.model.read;

import org.jspecify.annotations.NullMarked;
