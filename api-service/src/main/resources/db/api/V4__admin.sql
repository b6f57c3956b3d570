-- Users with a row have no sessions and open none.
create table suspensions (
    user_id bigint primary key references users,
    since   timestamptz not null
);

-- What operators did: who, what, when, on whom. No names and no content, so that it may outlive the user.
create table admin_acts (
    id        bigint generated always as identity primary key,
    at        timestamptz not null,
    who       text        not null,                      -- as the keys file calls the operator
    act       text        not null,
    user_id   bigint,                                    -- not a reference: it outlives the user
    device_id bigint,
    server    text        not null,                      -- a chat server's id, empty for an act on a user
    reason    text        not null                       -- the operator's own words, may be empty
);
create index admin_acts_user on admin_acts (user_id, id);

create function admin_acts_stay() returns trigger language plpgsql as $$
begin
    raise exception 'admin_acts is append-only';
end $$;
create trigger admin_acts_stay before update or delete or truncate on admin_acts
    for each statement execute function admin_acts_stay();
