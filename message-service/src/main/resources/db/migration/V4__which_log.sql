-- Which log is stored here: a topic that was deleted and made anew, or another cluster's, begins its offsets anew.
CREATE TABLE chat_log (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    -- Kafka's id of the topic; null until one is met
    topic_id text,
    -- set by an operator who knows that the log is gone: the next one met goes on where that one ended
    may_change boolean NOT NULL DEFAULT false
);

INSERT INTO chat_log (topic_id) VALUES (NULL);

-- Offsets in rows are those of the log plus this, so that a later log's follow on an earlier one's.
ALTER TABLE chat_progress ADD COLUMN log_base bigint NOT NULL DEFAULT 0;
