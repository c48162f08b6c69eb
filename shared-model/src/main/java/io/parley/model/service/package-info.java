/** How services know each other. */
@NullMarked
package io.parley.model.service;

import org.jspecify.annotations.NullMarked;
