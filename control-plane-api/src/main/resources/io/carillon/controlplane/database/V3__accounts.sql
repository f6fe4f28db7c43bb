-- Who people are, what they and programs prove themselves with, and where they belong. Of whatever opens a door only a digest is kept.

create table people (
  id                   varchar(40)  not null primary key,
  -- In lower case: no two people have addresses that differ in nothing else.
  email                varchar(254) not null unique,
  name                 varchar(120) not null,
  -- Argon2id, as a PHC string.
  password_hash        varchar(200) not null,
  operator             boolean      not null default false,
  disabled             boolean      not null default false,
  -- The second factor's secret; it counts from totp_since on.
  sealed_totp          varchar(1000),
  totp_since           timestamp with time zone,
  -- The step of the last code that was taken: no code is taken twice.
  totp_step            bigint       not null default 0,
  created_at           timestamp with time zone not null,
  last_seen_at         timestamp with time zone
);

create table recovery_codes (
  person_id            varchar(40)  not null references people (id),
  sha256               varchar(64)  not null,
  primary key (person_id, sha256)
);

-- Browsers in which somebody has signed in before: what strangers guess elsewhere does not slow them.
create table known_devices (
  person_id            varchar(40)  not null references people (id),
  sha256               varchar(64)  not null,
  last_at              timestamp with time zone not null,
  primary key (person_id, sha256)
);

create table sessions (
  id                   varchar(40)  not null primary key,
  sha256               varchar(64)  not null unique,
  person_id            varchar(40)  not null references people (id),
  created_at           timestamp with time zone not null,
  last_seen_at         timestamp with time zone not null,
  address              varchar(60)  not null,
  client               varchar(200) not null
);
create index sessions_of_person on sessions (person_id, created_at);

-- The first sign-in of all, and new passwords.
create table one_time_links (
  sha256               varchar(64)  not null primary key,
  purpose              varchar(20)  not null,
  person_id            varchar(40)  references people (id),
  created_at           timestamp with time zone not null,
  ends_at              timestamp with time zone not null
);

-- Guesses that went wrong, by the digest of what was guessed at or from where.
create table attempts (
  id                   varchar(64)  not null primary key,
  failures             integer      not null,
  last_at              timestamp with time zone not null,
  closed_until         timestamp with time zone not null
);
create index attempts_by_age on attempts (last_at);

create table memberships (
  organisation_id      varchar(40)  not null references organisations (id),
  person_id            varchar(40)  not null references people (id),
  role                 varchar(20)  not null,
  created_at           timestamp with time zone not null,
  primary key (organisation_id, person_id)
);
create index memberships_of_person on memberships (person_id);

create table invitations (
  id                   varchar(40)  not null primary key,
  sha256               varchar(64)  not null unique,
  organisation_id      varchar(40)  not null references organisations (id),
  email                varchar(254) not null,
  role                 varchar(20)  not null,
  created_at           timestamp with time zone not null,
  created_by           varchar(200) not null,
  ends_at              timestamp with time zone not null,
  accepted_at          timestamp with time zone,
  accepted_by          varchar(40)  references people (id),
  revoked_at           timestamp with time zone
);
create index invitations_of_organisation on invitations (organisation_id, created_at);

-- Of a person or of an organisation: one of the two is set.
create table api_tokens (
  id                   varchar(40)  not null primary key,
  sha256               varchar(64)  not null unique,
  person_id            varchar(40)  references people (id),
  organisation_id      varchar(40)  references organisations (id),
  -- The most that it may be; null for all that the person is.
  role                 varchar(20),
  -- Whether it may do what its person may as an operator of the platform.
  operator             boolean      not null default false,
  app_id               varchar(20)  references apps (id),
  app_organisation_id  varchar(40),
  name                 varchar(120) not null,
  created_at           timestamp with time zone not null,
  created_by           varchar(200) not null,
  ends_at              timestamp with time zone,
  revoked_at           timestamp with time zone,
  last_used_at         timestamp with time zone,
  last_used_from       varchar(60)
);
create index api_tokens_of_person on api_tokens (person_id, created_at);
create index api_tokens_of_organisation on api_tokens (organisation_id, created_at);

-- The apps of an organisation that was removed stay as tombstones, and so does it.
alter table organisations add column removed_at timestamp with time zone;
