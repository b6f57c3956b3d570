-- When no phone of the user rings, by the clock of `time_zone`. Both or none. Over midnight where `to` is the earlier.
alter table settings
    add column quiet_from time,
    add column quiet_to   time,
    add constraint quiet_hours check ((quiet_from is null) = (quiet_to is null) and quiet_from <> quiet_to);
