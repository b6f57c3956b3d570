-- Others see such a user as offline.
alter table settings add column invisible boolean not null default false;
