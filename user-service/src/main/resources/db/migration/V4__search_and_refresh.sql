-- How a person is found: the folded username, and the display name from each of its words on. "C" lets
-- the start of a term be looked up in the index.
create table account_search (
    term       text collate "C" not null,
    account_id uuid not null references account (id) on delete cascade,
    primary key (term, account_id)
);

create index account_search_by_account on account_search (account_id);

-- In how many rotations in a row the token before was used again later than tabs do side by side.
alter table user_session
    add column late_rotations int not null default 0,
    add column late_at timestamptz;

-- Whether an address is known for any account: such addresses are served before strange ones.
create index known_address_by_address on known_address (address, last_at);
