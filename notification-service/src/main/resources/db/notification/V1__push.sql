-- Everything notification-service writes. Nobody else does.

-- Where a provider finds a device; one row per device.
create table push.addresses (
    device_id  bigint primary key,
    user_id    bigint      not null,
    provider   text        not null,                     -- apns, fcm, webpush, log
    -- The token or the endpoint; what the provider takes for the device. For log the device's id. A secret.
    address    text        not null,
    p256dh     text,                                     -- webpush: the browser's public key, base64url
    auth       text,                                     -- webpush: the shared secret, base64url
    -- Rises with each replacement, so that a provider's word about the old address does not remove the new one.
    version    bigint      not null default 1,
    -- The user's unread messages, as the last request said.
    badge      bigint      not null default 0,
    changed_at timestamptz not null,
    unique (provider, address),
    unique (device_id, provider)
);
create index addresses_user on push.addresses (user_id);

-- What a device still has to be told of a conversation, and what it was told already. One row per device and
-- conversation with a request in the last days.
create table push.outstanding (
    device_id       bigint      not null,
    conversation_id text        not null,
    user_id         bigint      not null,
    provider        text        not null,
    asked_seq       bigint      not null default 0,      -- greatest seq to ring for
    author          bigint      not null default 0,
    unread          bigint      not null default 0,
    muted_until_ms  bigint      not null default 0,
    preview         text        not null default '',     -- empty once nothing is to be rung
    asked_at        timestamptz not null default 'epoch',
    handled_seq     bigint      not null default 0,      -- up to here nothing is to be rung any more
    shown_seq       bigint      not null default 0,      -- what stands on the screen; 0 for nothing
    withdrawn_seq   bigint      not null default 0,      -- read up to here
    due_at          timestamptz,                         -- null: nothing to do
    attempts        int         not null default 0,
    -- Counts takings: who took a row may finish it only as long as nobody took it after.
    lease           bigint      not null default 0,
    leased_until    timestamptz,
    changed_at      timestamptz not null default 'epoch',
    primary key (device_id, conversation_id),
    foreign key (device_id, provider) references push.addresses (device_id, provider)
        on update cascade on delete cascade
);
create index outstanding_due on push.outstanding (provider, due_at) where due_at is not null;
create index outstanding_changed on push.outstanding (changed_at);
