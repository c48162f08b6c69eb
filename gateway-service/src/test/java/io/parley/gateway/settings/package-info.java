@NullMarked
package io.parley.gateway.settings;

import org.jspecify.annotations.NullMarked;
