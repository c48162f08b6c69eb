/** Ids and roles: the words that every service uses for people, rooms and messages. */
@NullMarked
package io.parley.model;

import org.jspecify.annotations.NullMarked;
