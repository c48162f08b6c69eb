-- Messages that have mentioned a person, in what was first written or in an edit. Which of them still do, their
-- events say: a later edit takes nothing away here. Those of deleted messages go.
CREATE TABLE mention (
    room_id uuid NOT NULL,
    seq bigint NOT NULL,
    user_id uuid NOT NULL,
    -- when the message was written
    at timestamptz(3) NOT NULL,
    PRIMARY KEY (room_id, seq, user_id)
);

CREATE INDEX mention_newest ON mention (user_id, at, room_id, seq);

-- The same for those that have mentioned everybody in the room, or its admins.
CREATE TABLE room_mention (
    room_id uuid NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('room', 'admins')),
    author_id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    PRIMARY KEY (room_id, seq, kind)
);

CREATE INDEX room_mention_newest ON room_mention (room_id, at, seq) INCLUDE (kind, author_id);

WITH said AS (
    SELECT message.room_id, message.seq, message.at, message.actor_id,
        mention ->> 'kind' AS kind, (mention ->> 'userId')::uuid AS user_id
    FROM room_event AS words
        JOIN room_event AS message ON message.room_id = words.room_id
            AND message.seq = coalesce(words.target_seq, words.seq)
        CROSS JOIN LATERAL json_array_elements(words.data -> 'mentions') AS mention
    WHERE words.type IN ('message.created', 'message.edited')
        AND message.type = 'message.created' AND message.deleted_by IS NULL
        AND message.actor_id = words.actor_id),
people AS (
    INSERT INTO mention (room_id, seq, user_id, at)
    SELECT DISTINCT room_id, seq, user_id, at FROM said
    WHERE kind = 'user' AND user_id <> actor_id)
INSERT INTO room_mention (room_id, seq, kind, author_id, at)
SELECT DISTINCT room_id, seq, kind, actor_id, at FROM said WHERE kind IN ('room', 'admins');
