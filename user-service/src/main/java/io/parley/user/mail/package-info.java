/** Letters to people: by SMTP, or as files in a folder on a laptop. */
@NullMarked
package io.parley.user.mail;

import org.jspecify.annotations.NullMarked;
