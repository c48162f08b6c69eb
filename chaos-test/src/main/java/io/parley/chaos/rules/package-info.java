/** The rules of the log and of its messages once more, written without the services' code. */
@NullMarked
package io.parley.chaos.rules;

import org.jspecify.annotations.NullMarked;
