CREATE TABLE post (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    body text NOT NULL,
    html text NOT NULL,
    author_id uuid NOT NULL,
    author_name text NOT NULL,
    author_role text NOT NULL CHECK (author_role IN ('ADMIN', 'USER')),
    state text NOT NULL CHECK (state IN ('draft', 'scheduled', 'published', 'withdrawn')),
    audience text NOT NULL CHECK (audience IN ('everybody', 'users', 'admins')),
    pinned boolean NOT NULL,
    publish_at timestamptz(3),
    published_at timestamptz(3),
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    -- lists are in this order: pinned ones first, then the newest
    sort_at timestamptz(3) NOT NULL GENERATED ALWAYS AS (coalesce(published_at, created_at)) STORED,
    size integer NOT NULL,
    CHECK ((state = 'scheduled') = (publish_at IS NOT NULL)),
    CHECK (state <> 'published' OR published_at IS NOT NULL)
);

CREATE INDEX post_in_order ON post (pinned DESC, sort_at DESC, id DESC);
CREATE INDEX post_due ON post (publish_at) WHERE state = 'scheduled';

-- Every change of a post, numbered without holes in the order of the commits.
CREATE TABLE post_event (
    position bigint PRIMARY KEY,
    at timestamptz(3) NOT NULL,
    post_id uuid NOT NULL,
    version bigint NOT NULL,
    -- what the change is to people of each kind; null where they do not notice
    for_users text CHECK (for_users IN ('post.created', 'post.updated', 'post.deleted')),
    for_admins text CHECK (for_admins IN ('post.created', 'post.updated', 'post.deleted')),
    -- the post after the change, as JSON; taken out when the post is deleted
    post text,
    size integer NOT NULL
);

CREATE INDEX post_event_of_post ON post_event (post_id, position);

-- One row. Whoever raises it keeps it locked until the commit: positions become visible in order.
CREATE TABLE post_head (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    position bigint NOT NULL
);

INSERT INTO post_head (position) VALUES (0);

-- Who changed what; kept for ever, also of deleted posts, without the texts.
CREATE TABLE post_audit (
    post_id uuid NOT NULL,
    version bigint NOT NULL,
    at timestamptz(3) NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    action text NOT NULL CHECK (action IN ('create', 'edit', 'publish', 'delete')),
    -- names of the changed fields; of short ones also the value before and after
    changes json NOT NULL,
    PRIMARY KEY (post_id, version)
);
