-- Up to where a person's devices have a direct or support room, where that is further than what the person
-- has read, or was before they set their mark back. Apart from read_mark: there a missing row means something.
CREATE TABLE delivery_mark (
    user_id uuid NOT NULL,
    room_id uuid NOT NULL,
    -- in no index, so that moving it writes none
    seq bigint NOT NULL CHECK (seq >= 0),
    PRIMARY KEY (room_id, user_id)
) WITH (fillfactor = 75);
