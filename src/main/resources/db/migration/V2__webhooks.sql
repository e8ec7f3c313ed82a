-- Subscriptions to the logs of crises, each with the positions up to which its receiver has them: the log is the queue.
create table webhook (
    id              varchar(36)                 not null primary key,
    -- key: and the id of the API key that owns it
    owner           varchar(200)                not null,
    created_at      timestamp(6) with time zone not null,
    url             varchar(2048)               not null,
    -- null for all crises
    crisis_id       varchar(100) references crisis (id),
    -- the filter; null matches all
    kind            varchar(16),
    source_id       varchar(100),
    record_id       varchar(100),
    status          varchar(16),
    language        varchar(2)                  not null,
    -- the keys that sign are needed as they are: they are stored readable
    secret          varchar(100)                not null,
    private_key     varchar(200)                not null,
    public_key      varchar(100)                not null,
    -- the replaced keys, which sign, too, until old_until; null without a rotation
    old_secret      varchar(100),
    old_private_key varchar(200),
    old_until       timestamp(6) with time zone,
    state           varchar(16)                 not null,
    -- why it is paused or ended, or null
    reason          varchar(500),
    state_since     timestamp(6) with time zone not null,
    -- crises with the positions that the receiver has, as crisis:position separated by commas
    positions       text                        not null,
    -- grows with each replay, so that a delivery that began before does not move the positions
    replays         integer                     not null,
    -- when it is to be looked at
    due_at          timestamp(6) with time zone not null,
    -- the failed attempts since the last success, and the time of the first
    attempts        integer                     not null,
    failing_since   timestamp(6) with time zone,
    -- the token of the current lease, and when the lease expires
    lease           varchar(36),
    leased_until    timestamp(6) with time zone not null,
    -- the number of attempts in all
    deliveries      bigint                      not null
);

create index webhook_by_due on webhook (state, due_at);
create index webhook_by_owner on webhook (owner);

-- The last attempts of each webhook.
create table webhook_delivery (
    webhook_id  varchar(36)                 not null references webhook (id),
    -- 1, 2, 3 … in the order in which they ended
    number      bigint                      not null,
    at          timestamp(6) with time zone not null,
    message_id  varchar(200)                not null,
    -- null for a ping
    crisis_id   varchar(100),
    position    bigint,
    attempt     integer                     not null,
    -- the status of the response, or null and the failure
    status      integer,
    failure     varchar(16),
    millis      integer                     not null,
    primary key (webhook_id, number)
);
