-- Who signs in elsewhere has no password.
alter table account alter column password_hash drop not null;
alter table account add column email text check (char_length(email) between 3 and 254);

create table account_invitation (
    id         uuid primary key,
    code_hash  bytea not null unique,
    role       text not null check (role in ('ADMIN', 'USER')),
    created_by uuid references account (id) on delete set null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    uses_left  int not null check (uses_left >= 0)
);

create index account_invitation_by_expiry on account_invitation (expires_at);

-- Only hashes of what was attempted: names that nobody has count like others. The address '' stands
-- for all addresses from which the subject was never reached with success.
create table failed_attempt (
    subject  bytea not null,
    address  text not null,
    failures int not null,
    last_at  timestamptz not null,
    primary key (subject, address)
);

create index failed_attempt_by_age on failed_attempt (last_at);

create table known_address (
    subject bytea not null,
    address text not null,
    last_at timestamptz not null,
    primary key (subject, address)
);

create index known_address_by_age on known_address (last_at);

-- One row is one link that was sent or handed out and not used yet.
create table password_reset (
    hash       bytea primary key,
    account_id uuid not null references account (id) on delete cascade,
    issued_by  uuid references account (id) on delete set null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

create index password_reset_by_account on password_reset (account_id, created_at);
create index password_reset_by_expiry on password_reset (expires_at);

-- A factor counts once it was confirmed. last_step is the newest time step whose code was used.
create table second_factor (
    account_id   uuid primary key references account (id) on delete cascade,
    secret       bytea not null,
    sealed       boolean not null,
    created_at   timestamptz not null,
    confirmed_at timestamptz,
    last_step    bigint not null
);

create table recovery_code (
    account_id uuid not null references second_factor (account_id) on delete cascade,
    hash       bytea not null,
    primary key (account_id, hash)
);

-- One row is somebody who gave the right password and owes the second factor.
create table pending_login (
    hash       bytea primary key,
    account_id uuid not null references account (id) on delete cascade,
    expires_at timestamptz not null,
    tries_left int not null
);

create index pending_login_by_account on pending_login (account_id, expires_at);
create index pending_login_by_expiry on pending_login (expires_at);

-- Who signs in with the company's own identity provider.
create table external_identity (
    issuer     text not null,
    subject    text not null,
    account_id uuid not null references account (id) on delete cascade,
    created_at timestamptz not null,
    primary key (issuer, subject)
);

create index external_identity_by_account on external_identity (account_id);

-- On the way to the identity provider, and back from it: both belong to one browser.
create table external_request (
    state_hash   bytea primary key,
    browser_hash bytea not null,
    nonce        text not null,
    verifier     text not null,
    expires_at   timestamptz not null
);

create index external_request_by_expiry on external_request (expires_at);

create table sign_in_code (
    hash         bytea primary key,
    browser_hash bytea not null,
    account_id   uuid not null references account (id) on delete cascade,
    expires_at   timestamptz not null
);

create index sign_in_code_by_expiry on sign_in_code (expires_at);
