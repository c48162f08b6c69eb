-- How a person wants to hear of a room, where that is not as usual.
CREATE TABLE room_preference (
    user_id uuid NOT NULL,
    room_id uuid NOT NULL,
    level text NOT NULL CHECK (level IN ('all', 'mentions', 'nothing')),
    -- nothing of the room counts before that time
    muted_until timestamptz(3),
    favourite boolean NOT NULL,
    PRIMARY KEY (user_id, room_id)
);

-- Who tells nobody what they have read, and learns it of nobody.
CREATE TABLE hidden_reader (
    user_id uuid PRIMARY KEY
);
