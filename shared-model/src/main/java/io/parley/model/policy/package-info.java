/** Who may do what: the one function that every entry asks. */
@NullMarked
package io.parley.model.policy;

import org.jspecify.annotations.NullMarked;
