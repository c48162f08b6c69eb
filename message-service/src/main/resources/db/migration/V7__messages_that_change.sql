ALTER TABLE room_event
    -- the message that the event changes, where it changes one
    ADD COLUMN target_seq bigint,
    -- the event that deleted this message, or the message that this edit was of: the words are gone
    ADD COLUMN deleted_by bigint,
    -- the event that pinned this message, while it is pinned
    ADD COLUMN pinned_by bigint;

-- The changes of a message, in order.
CREATE INDEX room_event_changes ON room_event (room_id, target_seq, seq)
    WHERE target_seq IS NOT NULL;

-- The changes since a seq, whatever they are of.
CREATE INDEX room_event_changed_since ON room_event (room_id, seq) INCLUDE (target_seq)
    WHERE target_seq IS NOT NULL;

CREATE INDEX room_event_pinned ON room_event (room_id, pinned_by) WHERE pinned_by IS NOT NULL;

-- The newest message: what a room is as active as, whatever happens to its members.
ALTER TABLE room_head
    ADD COLUMN active_seq bigint NOT NULL DEFAULT 0,
    ADD COLUMN active_at timestamptz(3);

UPDATE room_head SET active_seq = newest.seq, active_at = newest.at
FROM room_head AS head
    CROSS JOIN LATERAL (
        SELECT seq, at FROM room_event
        WHERE room_id = head.room_id AND type = 'message.created'
        ORDER BY seq DESC LIMIT 1) AS newest
WHERE room_head.room_id = head.room_id;
