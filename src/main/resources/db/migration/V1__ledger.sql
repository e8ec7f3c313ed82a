-- The description of a source and of a crisis is JSON text that only the application reads.
create table source (
    id          varchar(100) primary key,
    description text         not null
);

create table crisis (
    id          varchar(100) primary key,
    description text         not null
);

-- One row a crisis: locked by each append until it commits, so that commit order is position order.
create table ledger (
    crisis_id   varchar(100)                not null primary key references crisis (id),
    time_zone   varchar(64)                 not null,
    position    bigint                      not null,
    head        varchar(64)                 not null,
    recorded_at timestamp(6) with time zone not null
);

create table record (
    id             varchar(100) primary key,
    crisis_id      varchar(100) not null references crisis (id),
    kind           varchar(16)  not null,
    first_position bigint       not null
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
    reported_at    varchar(32)                 not null,
    reported_from  timestamp(6) with time zone not null,
    reported_until timestamp(6) with time zone not null,
    -- reported_from, or that of the superseded revision where this is later: a padded day sorts behind what it replaces
    order_from     timestamp(6) with time zone not null,
    recorded_at    timestamp(6) with time zone not null,
    recorded_by    varchar(200)                not null,
    status         varchar(16)                 not null,
    supersedes     integer,
    -- whether the chain of supersedes leads from one source to another
    crosses        boolean                     not null,
    -- canonical JSON (RFC 8785) of content, evidence and reason: the very text that content_hash was taken of
    content        text                        not null,
    content_hash   varchar(64)                 not null,
    previous_hash  varchar(64)                 not null,
    hash           varchar(64)                 not null,
    primary key (crisis_id, position),
    unique (record_id, number)
);

-- Holds all that standing is decided by, so that no content is read for it.
create index revision_by_order on revision (record_id, source_id, order_from desc, number desc, position, status, supersedes,
    crosses, reported_from, recorded_at);
create index revision_by_kind on revision (crisis_id, kind, position);
create index revision_by_recording on revision (crisis_id, recorded_at, position);

-- The numbers of casualty figures, written in the append's transaction and rebuildable from the chain.
create table figure (
    crisis_id      varchar(100)                not null,
    position       bigint                      not null,
    record_id      varchar(100)                not null,
    number         integer                     not null,
    source_id      varchar(100)                not null,
    reported_from  timestamp(6) with time zone not null,
    people         varchar(32)                 not null,
    measure        varchar(32)                 not null,
    place_code     varchar(20),
    basis          varchar(32)                 not null,
    low            bigint,
    best           bigint,
    high           bigint,
    primary key (crisis_id, position),
    foreign key (crisis_id, position) references revision (crisis_id, position)
);

create table idempotency_key (
    id          varchar(255) primary key,
    request     varchar(64)  not null,
    crisis_id   varchar(100) not null,
    position    bigint       not null,
    foreign key (crisis_id, position) references revision (crisis_id, position)
);
