package io.parley.model.post;

import java.util.List;

/**
 * A run of the changes of posts, ascending without holes.
 *
 * @param oldest the oldest position still kept; a reader behind it has to read the list of posts
 * @param head the newest position
 */
public record PostEvents(List<PostEvent> items, long oldest, long head) {}
