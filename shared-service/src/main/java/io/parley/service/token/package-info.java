/** Access tokens as every service but their issuer checks them. */
@NullMarked
package io.parley.service.token;

import org.jspecify.annotations.NullMarked;
