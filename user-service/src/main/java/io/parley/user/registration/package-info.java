/** Registration: who may make an account of their own, and by which invitation. */
@NullMarked
package io.parley.user.registration;

import org.jspecify.annotations.NullMarked;
