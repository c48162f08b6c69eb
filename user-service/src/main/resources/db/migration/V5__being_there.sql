-- What people say of being there; without a row: nothing. Changes are counted from a time on, so that
-- each is told and none are told without end.
create table availability (
    account_id      uuid primary key references account (id) on delete cascade,
    status_text     text check (char_length(status_text) <= 100),
    status_emoji    text check (char_length(status_emoji) <= 32),
    status_until    timestamptz,
    dnd_until       timestamptz,
    dnd_schedule    text,
    presence        text check (presence in ('AWAY', 'INVISIBLE')),
    hides_last_seen boolean not null default false,
    counted_from    timestamptz not null,
    changes         int not null
);

-- The minute in which a person was there last. It stands in no index, and pages have room for the next
-- one: a move touches nothing else.
create table last_seen (
    account_id uuid primary key references account (id) on delete cascade,
    at         timestamptz not null
) with (fillfactor = 70);
