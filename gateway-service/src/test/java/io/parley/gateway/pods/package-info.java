@NullMarked
package io.parley.gateway.pods;

import org.jspecify.annotations.NullMarked;
