-- 0 where the row is a look-up only; from 1 on it is what user.log has told, and nothing else changes it.
ALTER TABLE person ADD COLUMN version bigint NOT NULL DEFAULT 0;

CREATE TABLE support_queue (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz(3) NOT NULL
);

CREATE TABLE support_agent (
    queue_id uuid NOT NULL REFERENCES support_queue,
    user_id uuid NOT NULL REFERENCES person,
    PRIMARY KEY (queue_id, user_id)
);

CREATE INDEX support_agent_of_person ON support_agent (user_id);

ALTER TABLE room DROP CONSTRAINT room_kind_check;
ALTER TABLE room
    ADD CONSTRAINT room_kind_check CHECK (kind IN ('direct', 'group', 'announce', 'support')),
    ADD COLUMN audience text NOT NULL DEFAULT 'members'
        CHECK (audience IN ('members', 'everybody')),
    ADD COLUMN queue_id uuid REFERENCES support_queue,
    ADD COLUMN customer_id uuid REFERENCES person,
    ADD COLUMN claimed_by uuid REFERENCES person,
    ADD CONSTRAINT room_for_everybody_announces
        CHECK (audience = 'members' OR kind = 'announce'),
    ADD CONSTRAINT room_of_a_queue CHECK ((kind = 'support') = (queue_id IS NOT NULL)),
    ADD CONSTRAINT room_of_a_customer CHECK ((queue_id IS NULL) = (customer_id IS NULL)),
    ADD CONSTRAINT room_claimed CHECK (claimed_by IS NULL OR kind = 'support'),
    -- a user has one room with a queue
    ADD CONSTRAINT room_of_queue_and_customer UNIQUE (queue_id, customer_id);

CREATE INDEX room_for_everybody ON room (id) WHERE audience = 'everybody';

ALTER TABLE room_member ADD COLUMN standing text NOT NULL DEFAULT 'member'
    CHECK (standing IN ('member', 'spectator'));

-- Apart from members: it outlives leaving and coming back, and holds for unnamed people, too.
CREATE TABLE room_mute (
    room_id uuid NOT NULL REFERENCES room,
    user_id uuid NOT NULL REFERENCES person,
    until timestamptz(3) NOT NULL,
    reason text,
    muted_by uuid NOT NULL,
    muted_at timestamptz(3) NOT NULL,
    PRIMARY KEY (room_id, user_id)
);

CREATE TABLE room_ban (
    room_id uuid NOT NULL REFERENCES room,
    user_id uuid NOT NULL REFERENCES person,
    reason text,
    banned_by uuid NOT NULL,
    banned_at timestamptz(3) NOT NULL,
    PRIMARY KEY (room_id, user_id)
);

CREATE TABLE room_left (
    room_id uuid NOT NULL REFERENCES room,
    user_id uuid NOT NULL REFERENCES person,
    left_at timestamptz(3) NOT NULL,
    PRIMARY KEY (room_id, user_id)
);

CREATE TABLE room_invitation (
    id uuid PRIMARY KEY,
    room_id uuid NOT NULL REFERENCES room,
    -- SHA-256 of the code, which is shown once
    code_digest bytea NOT NULL UNIQUE,
    standing text NOT NULL CHECK (standing IN ('member', 'spectator')),
    created_by uuid NOT NULL,
    created_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    uses_left integer NOT NULL CHECK (uses_left >= 0)
);

CREATE INDEX room_invitation_of_room ON room_invitation (room_id);
