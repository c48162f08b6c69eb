ALTER TABLE room
    ADD COLUMN history text NOT NULL DEFAULT 'all' CHECK (history IN ('all', 'joined'));

-- With which event history begins for the member where the room's history is "joined".
ALTER TABLE room_member ADD COLUMN first_seq bigint NOT NULL DEFAULT 1 CHECK (first_seq > 0);
