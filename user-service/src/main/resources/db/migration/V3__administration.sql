-- The version of what user.log says about an account, and the ban it is under.
alter table account
    add column snapshot_version bigint not null default 0,
    add column banned_until timestamptz,
    add column ban_reason text,
    add check ((banned_until is null) = (ban_reason is null));

create index account_by_ban on account (banned_until) where banned_until is not null;
create index user_session_by_end on user_session (account_id, ended_at) where ended_at is not null;

-- What is to be told through Kafka; a row is deleted when Kafka has it.
create table outbox (
    id        bigint generated always as identity primary key,
    topic     text not null,
    partition integer,
    key       text not null,
    value     bytea not null
);

-- Who did what to whom, when and why. Without an actor: the service itself, by its schedule.
create table audit_entry (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    actor_id   uuid references account (id),
    action     text not null,
    subject_id uuid references account (id),
    reason     text,
    details    text
);

create index audit_entry_by_actor on audit_entry (actor_id, id);
create index audit_entry_by_subject on audit_entry (subject_id, id);
create index audit_entry_by_action on audit_entry (action, id);

create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'the audit log is only ever appended to'; end $$;

create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function refuse_change();
