/** What every service over servlets looks at before anything else does. */
@NullMarked
package io.parley.service.web;

import org.jspecify.annotations.NullMarked;
