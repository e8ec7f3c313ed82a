-- Who may write. The secret itself is nowhere.
create table api_key (
    -- its public part, by which it is looked up
    id           varchar(20)                 not null primary key,
    -- SHA-256 of the whole key
    hash         varchar(64)                 not null,
    name         varchar(200)                not null,
    role         varchar(16)                 not null,
    -- slugs, separated by spaces; null for none
    sources      text,
    -- null for all
    crises       text,
    created_at   timestamp(6) with time zone not null,
    created_by   varchar(200)                not null,
    expires_at   timestamp(6) with time zone,
    revoked_at   timestamp(6) with time zone,
    last_used_at timestamp(6) with time zone,
    -- true for the one that was generated at the first start, else null: two instances that start at once make one
    generated    boolean unique
);

-- What was done that is no revision: append-only.
create table audit (
    id      varchar(36)                 not null primary key,
    at      timestamp(6) with time zone not null,
    by_whom varchar(200)                not null,
    act     varchar(32)                 not null,
    subject varchar(200)                not null,
    detail  text                        not null
);

create index audit_by_time on audit (at, id);

-- Whether a crisis may be read by everybody, and since when an embargoed one may.
alter table ledger add column reads varchar(16) default 'OPEN' not null;
alter table ledger add column opens_at timestamp(6) with time zone;
-- What of a revision was erased, by law alone: then its content is what stands in the place of that.
alter table revision add column erased varchar(16);
drop index revision_by_order;
create index revision_by_order on revision (record_id, source_id, order_from desc, number desc, position, status, supersedes,
    crosses, reported_from, recorded_at, erased);
-- How often something of a crisis was erased: what was answered of it before is no longer good.
alter table ledger add column erasures integer default 0 not null;
