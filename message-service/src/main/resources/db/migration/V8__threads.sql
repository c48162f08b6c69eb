-- The message whose thread this message belongs to.
ALTER TABLE room_event ADD COLUMN thread_root bigint;

-- The messages of a thread, in order.
CREATE INDEX room_event_threads ON room_event (room_id, thread_root, seq)
    INCLUDE (actor_id, deleted_by) WHERE thread_root IS NOT NULL;

-- Threads by their newest message that is not deleted; 0 where none is left.
CREATE TABLE room_thread (
    room_id uuid NOT NULL,
    root_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    PRIMARY KEY (room_id, root_seq)
);

CREATE INDEX room_thread_newest ON room_thread (room_id, last_seq) WHERE last_seq > 0;
