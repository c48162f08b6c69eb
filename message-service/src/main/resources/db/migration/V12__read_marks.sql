-- Up to where people have read the rooms that they are in. Without a row who was there from the beginning has read
-- nothing, and all others have read everything.
CREATE TABLE read_mark (
    user_id uuid NOT NULL,
    room_id uuid NOT NULL,
    -- the last seq that counts as read; it stands in no index, so that moving it writes none
    seq bigint NOT NULL CHECK (seq >= 0),
    -- since the person has set the mark back, until they read the room again
    unread_at timestamptz(3),
    moved_at timestamptz(3) NOT NULL,
    PRIMARY KEY (user_id, room_id)
) WITH (fillfactor = 75);

CREATE INDEX read_mark_of_room ON read_mark (room_id, user_id);

-- Up to where read.log is stored; it moves together with the marks.
CREATE TABLE read_progress (
    -- Kafka's id of the topic: another log is read from its own beginning
    topic_id text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic_id, partition)
);

-- The last seq of the thread that counts as read by who follows it.
ALTER TABLE thread_follow ADD COLUMN read_seq bigint NOT NULL DEFAULT 0;

-- What is there now was there before anybody counted: it is nobody's unread.
INSERT INTO read_mark (user_id, room_id, seq, moved_at)
SELECT user_id, room_id, seq, now() FROM room_member JOIN room_head USING (room_id);

UPDATE thread_follow SET read_seq = last_seq FROM room_thread
WHERE room_thread.room_id = thread_follow.room_id AND room_thread.root_seq = thread_follow.root_seq;

-- The messages behind a mark, counted without reading them.
CREATE INDEX room_event_unread ON room_event (room_id, seq) INCLUDE (actor_id, thread_root)
    WHERE type = 'message.created' AND deleted_by IS NULL;

-- Whether a message has been edited: only then it has to be folded to know whom it mentions.
CREATE INDEX room_event_edits ON room_event (room_id, target_seq) WHERE type = 'message.edited';

CREATE INDEX mention_of_person ON mention (user_id, room_id, seq);
