/** How a service refuses to start: in a sentence that names the setting and the remedy. */
@NullMarked
package io.parley.service;

import org.jspecify.annotations.NullMarked;
