// The tables of the settings in PostgreSQL 13 or newer, as numbered steps. A step that was published never changes.

export interface Migration {
  /** Counts from 1. */
  version: number
  /** The least version that a program must know to read what this step leaves. */
  oldestReader: number
  sql: string
}

// json and not jsonb: that loses the order of keys, and answers would differ from those of a file.
const TABLES = `
CREATE TABLE mailconf.provider (
  provider_key text COLLATE "C" PRIMARY KEY
    CHECK (provider_key ~ '^[A-Za-z0-9_.-]+$' AND provider_key <> 'none'),
  id text,
  display_name text,
  display_short_name text,
  hostname text,
  socket_type text CHECK (socket_type IN ('SSL', 'STARTTLS', 'plain')),
  authentication json,
  username text,
  documents json CHECK (json_typeof(documents) = 'object')
);
COMMENT ON COLUMN mailconf.provider.documents IS 'every other key of a provider in the settings';

CREATE TABLE mailconf.server (
  provider_key text COLLATE "C" NOT NULL
    REFERENCES mailconf.provider ON UPDATE CASCADE ON DELETE CASCADE,
  section text NOT NULL CHECK (section IN ('incomingServers', 'outgoingServers', 'calendars',
    'addressbooks', 'fileShares', 'chatServers', 'videoConferences', 'setupServers')),
  position integer NOT NULL CHECK (position > 0),
  type text NOT NULL,
  hostname text,
  port integer CHECK (port BETWEEN 1 AND 65535),
  socket_type text CHECK (socket_type IN ('SSL', 'STARTTLS', 'plain')),
  url text,
  authentication json,
  username text,
  options json CHECK (json_typeof(options) = 'object'),
  PRIMARY KEY (provider_key, section, position)
);
COMMENT ON COLUMN mailconf.server.position IS 'the preferred server first';
COMMENT ON COLUMN mailconf.server.options IS
  'every other key of a server; {"port": null} states that there is no port, where an absent one has a default';

CREATE TABLE mailconf.domain (
  name text COLLATE "C" PRIMARY KEY CHECK (length(name) <= 255 AND name ~
    '^(\\*|(\\*\\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?)$'),
  provider_key text COLLATE "C" REFERENCES mailconf.provider ON UPDATE CASCADE ON DELETE RESTRICT,
  position integer CHECK (position > 0),
  purpose text CHECK (purpose = 'mx'),
  overrides json CHECK (json_typeof(overrides) = 'object'),
  redirect json CHECK (json_typeof(redirect) = 'object'),
  redirect_addr text,
  CONSTRAINT one_answer CHECK (num_nonnulls(provider_key, redirect, redirect_addr) <= 1),
  CONSTRAINT overrides_a_provider CHECK (overrides IS NULL OR provider_key IS NOT NULL),
  CONSTRAINT own_domain CHECK (position IS NULL
    OR (provider_key IS NOT NULL AND overrides IS NULL AND name NOT LIKE '*%')),
  CONSTRAINT purpose_of_own_domain CHECK (purpose IS NULL OR position IS NOT NULL)
);
COMMENT ON TABLE mailconf.domain IS
  'lower-case A-labels; nothing but a name: a domain without mail';
COMMENT ON COLUMN mailconf.domain.position IS
  'of the domains that a provider publishes together; null: only mapped to it';
CREATE INDEX domain_provider ON mailconf.domain (provider_key);
CREATE INDEX domain_own ON mailconf.domain (provider_key, position) WHERE position IS NOT NULL;
`

// What changed stands under the number of the transaction that changed it. A time or a sequence would be wrong:
// transactions do not become visible in the order in which they took theirs.
const CHANGE_LOG = `
CREATE TABLE mailconf.settings_change (
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  what text NOT NULL
);
CREATE INDEX settings_change_xid ON mailconf.settings_change (xid);
CREATE INDEX settings_change_at ON mailconf.settings_change (at);
COMMENT ON TABLE mailconf.settings_change IS
  'written by triggers, kept for a day: "domain NAME", "provider KEY" or "all"';

CREATE FUNCTION mailconf.record_change(changes text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF coalesce(cardinality(changes), 0) = 0 THEN RETURN; END IF;
  INSERT INTO mailconf.settings_change (what) SELECT DISTINCT unnest(changes);
  DELETE FROM mailconf.settings_change WHERE ctid IN (
    SELECT ctid FROM mailconf.settings_change WHERE at < now() - interval '1 day'
    LIMIT 1000 FOR UPDATE SKIP LOCKED);
  -- The same payload twice in a transaction is one notification.
  PERFORM pg_notify('mailconf_settings', '');
END $$;
REVOKE EXECUTE ON FUNCTION mailconf.record_change FROM PUBLIC;

CREATE FUNCTION mailconf.provider_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE keys text[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT provider_key) INTO keys FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT provider_key) INTO keys FROM old_rows;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT array_agg(DISTINCT provider_key) INTO keys
    FROM (SELECT provider_key FROM old_rows UNION SELECT provider_key FROM new_rows) AS changed;
  END IF;
  PERFORM mailconf.record_change(CASE
    WHEN TG_OP = 'TRUNCATE' OR cardinality(keys) > 100 THEN ARRAY['all']
    ELSE (SELECT array_agg('provider ' || key) FROM unnest(keys) AS key)
  END);
  RETURN NULL;
END $$;

CREATE FUNCTION mailconf.domain_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  names text[];
  owners text[];
BEGIN
  -- More than a hundred are "all", however many there are: so a million rows are not counted.
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT name), array_agg(DISTINCT provider_key) FILTER (WHERE position > 0)
    INTO names, owners FROM (SELECT * FROM new_rows LIMIT 101) AS changed;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT name), array_agg(DISTINCT provider_key) FILTER (WHERE position > 0)
    INTO names, owners FROM (SELECT * FROM old_rows LIMIT 101) AS changed;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT array_agg(DISTINCT name), array_agg(DISTINCT provider_key) FILTER (WHERE position > 0)
    INTO names, owners FROM (
      (SELECT name, provider_key, position FROM old_rows LIMIT 101)
      UNION ALL (SELECT name, provider_key, position FROM new_rows LIMIT 101)) AS changed;
  END IF;
  PERFORM mailconf.record_change(CASE
    WHEN TG_OP = 'TRUNCATE' OR cardinality(names) > 100
      OR EXISTS (SELECT FROM unnest(names) AS name WHERE name LIKE '*%') THEN ARRAY['all']
    ELSE (SELECT array_agg('domain ' || name) FROM unnest(names) AS name)
      || (SELECT array_agg('provider ' || key) FROM unnest(owners) AS key)
  END);
  RETURN NULL;
END $$;
`

function triggers(table: string, procedure: string): string {
  const on = (event: string, rows: string) =>
    `CREATE TRIGGER on_${event.toLowerCase()} AFTER ${event} ON mailconf.${table} ${rows}
FOR EACH STATEMENT EXECUTE FUNCTION mailconf.${procedure}();\n`
  return [
    on('INSERT', 'REFERENCING NEW TABLE AS new_rows'),
    on('UPDATE', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
    on('DELETE', 'REFERENCING OLD TABLE AS old_rows'),
    on('TRUNCATE', ''),
  ].join('')
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    oldestReader: 1,
    sql: [
      TABLES,
      CHANGE_LOG,
      triggers('provider', 'provider_changed'),
      triggers('server', 'provider_changed'),
      triggers('domain', 'domain_changed'),
    ].join(''),
  },
]

/** The version that this program makes and reads. */
export const SCHEMA_VERSION = MIGRATIONS.length
