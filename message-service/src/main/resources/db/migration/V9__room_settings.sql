-- What the room has set for itself; what is absent is as usual.
ALTER TABLE room ADD COLUMN settings jsonb NOT NULL DEFAULT '{}';
