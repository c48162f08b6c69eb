package io.parley.message.post;

/** Published inside this process when a change of posts has been committed here. */
public record PostsChanged() {}
