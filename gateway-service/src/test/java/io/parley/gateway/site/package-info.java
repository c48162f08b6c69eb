@NullMarked
package io.parley.gateway.site;

import org.jspecify.annotations.NullMarked;
