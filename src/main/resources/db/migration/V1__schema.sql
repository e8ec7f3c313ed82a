-- The schema of every database; what only PostgreSQL has is in db/postgresql.

-- The description of a source and of a crisis is JSON text that only the application reads.
create table source (
    id          varchar(100) primary key,
    description text         not null
);

create table crisis (
    id          varchar(100) primary key,
    description text         not null
);

-- What a description was before it was replaced.
create table earlier_description (
    id          varchar(36)                 not null primary key,
    -- CRISIS or SOURCE
    subject     varchar(16)                 not null,
    subject_id  varchar(100)                not null,
    replaced_at timestamp(6) with time zone not null,
    description text                        not null
);

create index earlier_description_by_subject on earlier_description (subject, subject_id, replaced_at);

-- The source of all notices.
insert into source (id, description) values ('operator',
    '{"id":"operator","name":{"ar":"مشغّل الخدمة","en":"Operator of the service","ru":"Оператор сервиса"},"kind":"operator"}');

-- One row per crisis: each append locks it until it commits, so that commit order is position order.
create table ledger (
    crisis_id   varchar(100)                not null primary key references crisis (id),
    time_zone   varchar(64)                 not null,
    position    bigint                      not null,
    head        varchar(64)                 not null,
    recorded_at timestamp(6) with time zone not null,
    -- whether the last revision came from another instance of the service, which may have more
    is_mirror   boolean                     not null,
    -- who may read the crisis, and until when an embargo lasts
    visibility  varchar(16)                 not null,
    visible_at  timestamp(6) with time zone,
    -- the number of erasures, a part of every ETag: answers computed before an erasure are stale
    erasures    integer                     not null,
    -- grows with each change of the row
    version     bigint                      not null
);

create table record (
    id        varchar(100) primary key,
    crisis_id varchar(100) not null references crisis (id),
    kind      varchar(16)  not null
);

create index record_by_kind on record (crisis_id, kind);

create table revision (
    crisis_id      varchar(100)                not null references crisis (id),
    position       bigint                      not null,
    record_id      varchar(100)                not null references record (id),
    number         integer                     not null,
    kind           varchar(16)                 not null,
    source_id      varchar(100)                not null references source (id),
    via            varchar(1100),
    reported_at    varchar(70)                 not null,
    -- of the dates of the report, or null for that of the crisis
    time_zone      varchar(64),
    part_of_day    varchar(16),
    -- the number of the revision of the record after which it was reported
    after_number   integer,
    -- null if no beginning is known; reported_until is then recorded_at if no end is known either
    reported_from  timestamp(6) with time zone,
    reported_until timestamp(6) with time zone not null,
    -- reported_from, or the year 1 if it is null; order_from of the superseded revision and the end of that of after_number
    -- where they are later: a report dated to the day sorts after what it replaces
    order_from     timestamp(6) with time zone not null,
    -- reported_until, or certain_from of the superseded revision where that is later
    certain_from   timestamp(6) with time zone not null,
    recorded_at    timestamp(6) with time zone not null,
    recorded_by    varchar(200)                not null,
    status         varchar(16)                 not null,
    supersedes     integer,
    -- the revisions of other records that it replaces, as record:number separated by spaces, or null
    replaces       varchar(2500),
    -- canonical JSON (RFC 8785) of content, evidence, reason, reportedAtNote and translations: the text that content_hash covers
    content        text                        not null,
    content_hash   varchar(64)                 not null,
    previous_hash  varchar(64)                 not null,
    hash           varchar(64)                 not null,
    -- what the figure counts, or 0 if there is no figure
    count_key      bigint                      not null,
    -- number, bound or words; null if there is no figure
    form           varchar(8),
    -- whether the evidence says that it repeats another revision wrongly
    misquotes      boolean                     not null,
    -- which part of the content an erasure removed, or null
    erased         varchar(16),
    primary key (crisis_id, position),
    unique (record_id, number)
);

-- The links of revisions to records of this service, by evidence and otherwise: a projection, written in the append's
-- transaction.
create table link (
    crisis_id        varchar(100) not null,
    position         bigint       not null,
    -- the index of the link in its revision
    item             integer      not null,
    type             varchar(16)  not null,
    linked_record_id varchar(100) not null,
    -- null if the link is to the record
    linked_number    integer,
    primary key (crisis_id, position, item),
    foreign key (crisis_id, position) references revision (crisis_id, position)
);

create index link_by_linked on link (linked_record_id, linked_number);

create table idempotency_key (
    id          varchar(255) primary key,
    -- SHA-256 of the request in canonical form
    request     varchar(64)  not null,
    crisis_id   varchar(100) not null,
    position    bigint       not null,
    foreign key (crisis_id, position) references revision (crisis_id, position)
);

-- API keys. The secret itself is not stored.
create table api_key (
    -- the public part of the key, by which it is looked up
    id           varchar(20)                 not null primary key,
    -- SHA-256 of the whole key
    hash         varchar(64)                 not null,
    name         varchar(200)                not null,
    role         varchar(16)                 not null,
    -- slugs separated by spaces, or null
    sources      text,
    -- slugs separated by spaces, or null for all
    crises       text,
    created_at   timestamp(6) with time zone not null,
    created_by   varchar(200)                not null,
    expires_at   timestamp(6) with time zone,
    revoked_at   timestamp(6) with time zone,
    last_used_at timestamp(6) with time zone,
    -- true for the key that the first start generated, otherwise null: two instances that start at once generate one
    generated    boolean unique
);

-- Administrative acts; append-only.
create table audit (
    id      varchar(36)                 not null primary key,
    at      timestamp(6) with time zone not null,
    by_whom varchar(200)                not null,
    act     varchar(32)                 not null,
    subject varchar(200)                not null,
    detail  text                        not null
);

create index audit_by_time on audit (at, id);
