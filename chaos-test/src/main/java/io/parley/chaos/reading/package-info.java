/** How clients read: marks that they move, forwards and back. */
@NullMarked
package io.parley.chaos.reading;

import org.jspecify.annotations.NullMarked;
