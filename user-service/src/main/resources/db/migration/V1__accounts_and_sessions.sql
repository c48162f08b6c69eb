-- Names have one spelling, lower case ASCII; "C" lets a prefix search use the unique index.
create table account (
    id            uuid primary key,
    username      text collate "C" not null unique check (username ~ '^[a-z0-9._-]{3,32}$'),
    display_name  text not null check (char_length(display_name) between 1 and 64),
    role          text not null check (role in ('ADMIN', 'USER')),
    password_hash text not null,
    created_at    timestamptz not null,
    version       bigint not null
);

create index account_by_role on account (role, username);
create index account_by_display_name on account (lower(display_name) text_pattern_ops);

-- One row is one login and one family of refresh tokens. Only hashes of what a client holds.
create table user_session (
    id             uuid primary key,
    account_id     uuid not null references account (id) on delete cascade,
    family_hash    bytea not null,
    secret_hash    bytea not null,
    previous_hash  bytea,
    successor_salt bytea,
    rotated_at     timestamptz,
    created_at     timestamptz not null,
    last_used_at   timestamptz not null,
    expires_at     timestamptz not null,
    ended_at       timestamptz,
    end_reason     text,
    user_agent     text not null
);

create index user_session_by_account on user_session (account_id, created_at);
create index user_session_by_expiry on user_session (expires_at);

create table ticket (
    hash              bytea primary key,
    session_id        uuid not null references user_session (id) on delete cascade,
    expires_at        timestamptz not null,
    authority_ends_at timestamptz not null
);

create index ticket_by_expiry on ticket (expires_at);
create index ticket_by_session on ticket (session_id);

-- The newest key whose time has come signs; every key that is not retired is published.
create table signing_key (
    kid         text primary key,
    public_jwk  text not null,
    private_jwk bytea not null,
    sealed      boolean not null,
    signs_from  timestamptz not null,
    retired_at  timestamptz
);
