package io.parley.chat.policy;

import io.parley.model.user.UserSnapshot;

/** An account is not what it was. Told on the thread that follows the log: must not block. */
public record AccountChanged(UserSnapshot account) {}
