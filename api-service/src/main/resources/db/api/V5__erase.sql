-- So that what refers to a user who is erased is found without looking through everybody's.
create index sessions_user on sessions (user_id);
create index blocks_blocked on blocks (blocked);
