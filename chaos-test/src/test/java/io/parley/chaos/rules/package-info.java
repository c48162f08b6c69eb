/** Tests of the rules that are written once more. */
@NullMarked
package io.parley.chaos.rules;

import org.jspecify.annotations.NullMarked;
