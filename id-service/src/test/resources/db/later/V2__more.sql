alter table ids.worker_leases add column more text;
