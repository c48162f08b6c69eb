-- Run once, by the image of PostgreSQL over an empty volume: for each service a role with a schema of its own,
-- which it finds without naming it, and no right to enter another.
\getenv user_password PARLEY_USER_DB_PASSWORD
\getenv message_password PARLEY_MESSAGE_DB_PASSWORD

REVOKE ALL ON DATABASE parley FROM PUBLIC;

CREATE ROLE user_service LOGIN PASSWORD :'user_password';
ALTER ROLE user_service SET search_path = user_service;
GRANT CONNECT, TEMPORARY ON DATABASE parley TO user_service;
CREATE SCHEMA user_service AUTHORIZATION user_service;

CREATE ROLE message_service LOGIN PASSWORD :'message_password';
ALTER ROLE message_service SET search_path = message_service;
GRANT CONNECT, TEMPORARY ON DATABASE parley TO message_service;
CREATE SCHEMA message_service AUTHORIZATION message_service;
