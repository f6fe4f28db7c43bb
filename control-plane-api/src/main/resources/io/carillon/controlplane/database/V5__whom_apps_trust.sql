-- Whom apps believe beside those who have their keys, and which tokens are no longer good although their time is not over.

create table app_issuers (
  id                   varchar(40)  not null primary key,
  app_id               varchar(20)  not null references apps (id),
  -- What its tokens have in iss.
  name                 varchar(500) not null,
  -- The whole issuer as JSON, its name too, in the form that nodes read.
  issuer               text         not null,
  created_at           timestamp with time zone not null,
  created_by           varchar(200) not null,
  updated_at           timestamp with time zone not null,
  version              bigint       not null default 1,
  unique (app_id, name)
);

create table app_revocations (
  id                   varchar(40)  not null primary key,
  app_id               varchar(20)  not null references apps (id),
  -- token, user, key or all.
  kind                 varchar(10)  not null,
  -- The id of the token, user or key; empty for all.
  subject              varchar(256) not null,
  -- Whether it keeps a user out until it is over.
  blocks               boolean      not null,
  before_at            timestamp with time zone not null,
  until_at             timestamp with time zone not null,
  created_at           timestamp with time zone not null,
  created_by           varchar(200) not null
);
create index revocations_of_app on app_revocations (app_id, id);
create index revocations_of_subject on app_revocations (app_id, kind, subject);
create index revocations_by_end on app_revocations (until_at);
