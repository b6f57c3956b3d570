-- One row for each Snowflake worker number, always there: a row that is missing was removed by hand, and its number may
-- have a holder nobody knows of. Written by id-service only. About 1,024 updates a minute when every number is taken.
CREATE TABLE ids.worker_leases (
    worker smallint PRIMARY KEY CHECK (worker BETWEEN 0 AND 1023),
    -- For people: service, host and process.
    holder text NOT NULL DEFAULT '',
    -- Proves the lease; null when the number was never leased or was released.
    token uuid,
    -- By this server's clock, as everything about leases.
    expires_at timestamptz NOT NULL DEFAULT 'epoch',
    -- Milliseconds since 1970. No id of this number has a later time. Only grows.
    highest_time_used bigint NOT NULL DEFAULT 0
);

INSERT INTO ids.worker_leases (worker)
SELECT generate_series(0, 1023);
