-- People as user-service last described them: lists show names without asking.
CREATE TABLE person (
    id uuid PRIMARY KEY,
    username text NOT NULL,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('ADMIN', 'USER'))
);

CREATE TABLE room (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('direct', 'group', 'announce')),
    name text NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    created_by uuid NOT NULL,
    created_at timestamptz(3) NOT NULL,
    -- the two people of a direct room, in the order of their ids: a pair has one room
    direct_low uuid,
    direct_high uuid,
    CHECK ((kind = 'direct') = (direct_low IS NOT NULL)),
    CHECK ((direct_low IS NULL) = (direct_high IS NULL)),
    CHECK (direct_low < direct_high),
    UNIQUE (direct_low, direct_high)
);

CREATE TABLE room_member (
    room_id uuid NOT NULL REFERENCES room,
    user_id uuid NOT NULL REFERENCES person,
    joined_at timestamptz(3) NOT NULL,
    PRIMARY KEY (room_id, user_id)
);

CREATE INDEX room_member_of_person ON room_member (user_id, room_id);

CREATE TABLE idempotency_key (
    person uuid NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    digest bytea NOT NULL,
    resource text NOT NULL,
    PRIMARY KEY (person, scope, key)
);

-- What is to be told through Kafka; a row is deleted when Kafka has it.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    -- null where the key decides
    partition integer,
    key text NOT NULL,
    value bytea NOT NULL
);

-- The chat log, as numbered by the sequence function.
CREATE TABLE room_event (
    room_id uuid NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    partition integer NOT NULL,
    log_offset bigint NOT NULL,
    at timestamptz(3) NOT NULL,
    type text NOT NULL,
    message_id uuid NOT NULL,
    client_msg_id text,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    actor_role text NOT NULL,
    data json NOT NULL,
    PRIMARY KEY (room_id, seq),
    UNIQUE (partition, log_offset)
);

-- Repeats: no number of their own, but what the next repeat is measured against.
CREATE TABLE repeated_record (
    partition integer NOT NULL,
    log_offset bigint NOT NULL,
    room_id uuid NOT NULL,
    message_id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    PRIMARY KEY (partition, log_offset)
);

-- The bytes of records that could not be read or belong to no room.
CREATE TABLE quarantine (
    partition integer NOT NULL,
    log_offset bigint NOT NULL,
    at timestamptz(3) NOT NULL,
    reason text NOT NULL,
    key bytea,
    value bytea,
    PRIMARY KEY (partition, log_offset)
);

CREATE TABLE room_head (
    room_id uuid PRIMARY KEY,
    partition integer NOT NULL,
    seq bigint NOT NULL,
    at timestamptz(3) NOT NULL
);

CREATE INDEX room_head_of_partition ON room_head (partition);

-- Moves together with the rows above, by compare-and-set.
CREATE TABLE chat_progress (
    partition integer PRIMARY KEY,
    next_offset bigint NOT NULL,
    log_time timestamptz(3) NOT NULL
);

INSERT INTO chat_progress (partition, next_offset, log_time)
SELECT partition, 0, 'epoch' FROM generate_series(0, 63) AS partition;
