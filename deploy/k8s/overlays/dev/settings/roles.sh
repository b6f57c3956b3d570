#!/bin/sh
# Run once by the image, on an empty data folder: a role for each service, which makes its own schema.
set -eu
for service in api-service id-service notification-service; do
  psql -v ON_ERROR_STOP=1 -v role="$service" -v password="$POSTGRES_PASSWORD" -U postgres -d parley <<'SQL'
create role :"role" login password :'password';
grant create on database parley to :"role";
SQL
done
