-- Everything api-service writes. Nobody else does.

create table users (
    id            bigint primary key,                    -- Snowflake
    name          text        not null collate "C" unique, -- lower case; what people log in with
    display_name  text        not null,
    -- The display name as it is searched: NFKC, lower case. "C" so that a prefix is a range of the index.
    search_key    text        not null collate "C",
    about         text        not null default '',
    password_hash text        not null,                  -- Argon2id, PHC string
    created_at    timestamptz not null
);
create index users_search_key on users (search_key);

-- A user without a row has the defaults.
create table settings (
    user_id              bigint primary key references users,
    read_receipts        boolean not null,
    last_seen_visibility text    not null,
    push_preview         boolean not null,
    time_zone            text    not null
);

create table devices (
    id           bigint primary key,                     -- Snowflake
    user_id      bigint      not null references users,
    name         text        not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null                    -- exact to a minute
);
create index devices_user on devices (user_id);

-- One login on one device, and the family of refresh tokens that grew from it.
create table sessions (
    id           bigint primary key,                     -- Snowflake; claim `sid` of access tokens
    user_id      bigint      not null references users,
    device_id    bigint      not null references devices on delete cascade,
    -- SHA-256 of the half that all refresh tokens of the family share, and of the half only the current one has.
    family_hash  bytea       not null unique,
    current_hash bytea       not null,
    opened_at    timestamptz not null,
    expires_at   timestamptz not null,
    ended_at     timestamptz,
    end_reason   text                                    -- logged_out, replaced, revoked, reused, password_changed
);
create unique index sessions_one_live_per_device on sessions (device_id) where ended_at is null;
create index sessions_live_of_user on sessions (user_id) where ended_at is null;
create index sessions_device on sessions (device_id);
-- For forgetting old ones.
create index sessions_over on sessions (coalesce(ended_at, expires_at));

-- Signs access tokens. The newest signs, all are published.
create table signing_keys (
    kid        text primary key,
    jwk        text        not null,                     -- EC P-256 with its private part
    created_at timestamptz not null
);

-- Rows stay when a block is lifted, so that versions go on.
create table blocks (
    blocker    bigint      not null references users,
    blocked    bigint      not null references users,
    active     boolean     not null,
    version    bigint      not null,                     -- 1, 2, 3, ... per pair
    changed_at timestamptz not null,
    primary key (blocker, blocked)
);

create table groups (
    id         bigint primary key,                       -- Snowflake
    title      text        not null,
    version    bigint      not null,                     -- 1, 2, 3, ...; counts admitted changes
    created_at timestamptz not null,
    changed_at timestamptz not null
);

create table group_members (
    group_id     bigint not null references groups,
    user_id      bigint not null references users,
    role         text   not null,                        -- member, admin, owner
    joined_version bigint not null,                      -- the group's version that brought the member in
    primary key (group_id, user_id)
);
create index group_members_user on group_members (user_id);
create unique index group_members_one_owner on group_members (group_id) where role = 'owner';

-- Entries on their way to conversation logs; a row goes when Kafka has acknowledged it. Ids of one conversation rise in
-- the order of its commits, because the row that admits a change is locked before the id is drawn.
create table outbox (
    id              bigint generated always as identity primary key,
    conversation_id text        not null,
    record          bytea       not null,                -- LogRecords.encode
    created_at      timestamptz not null
);
