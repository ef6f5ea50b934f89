-- Run once by the image of PostgreSQL, as the owner of the new database: the service only reads.
\getenv password READER_PASSWORD
CREATE ROLE mailconf_reader LOGIN PASSWORD :'password';
ALTER ROLE mailconf_reader SET default_transaction_read_only = on;
-- What `db migrate` will make, now and after each update.
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO mailconf_reader;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO mailconf_reader;
