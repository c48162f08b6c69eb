-- Who follows a thread: whoever wrote or is mentioned in it, and the author of its root, until they leave it.
CREATE TABLE thread_follow (
    user_id uuid NOT NULL,
    room_id uuid NOT NULL,
    root_seq bigint NOT NULL,
    -- by one's own will, which what is said later does not change
    has_left boolean NOT NULL DEFAULT false,
    PRIMARY KEY (user_id, room_id, root_seq)
);

INSERT INTO thread_follow (user_id, room_id, root_seq)
SELECT actor_id, room_id, thread_root FROM room_event
WHERE thread_root IS NOT NULL AND type = 'message.created'
UNION
SELECT root.actor_id, root.room_id, root.seq FROM room_thread
    JOIN room_event AS root ON root.room_id = room_thread.room_id AND root.seq = root_seq
WHERE type = 'message.created'
UNION
SELECT mention.user_id, mention.room_id, thread_root FROM mention JOIN room_event USING (room_id, seq)
WHERE thread_root IS NOT NULL;
