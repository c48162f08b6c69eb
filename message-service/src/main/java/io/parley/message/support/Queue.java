package io.parley.message.support;

import io.parley.message.room.QueueId;
import io.parley.model.room.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A support queue.
 *
 * @param agents the admins who answer; where only admins look
 */
record Queue(QueueId id, String name, @Nullable List<Person> agents) {}
