-- The traceparent of what asked for the ring; empty for what is not traced.
alter table push.outstanding add column trace text not null default '';
