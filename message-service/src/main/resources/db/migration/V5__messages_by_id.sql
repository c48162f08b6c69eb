-- Whether a message that somebody repeats is there already, at any age. By room first: the messages
-- of one room lie together, and only the pages of rooms in use are written to.
CREATE INDEX room_event_of_message ON room_event (room_id, message_id);
