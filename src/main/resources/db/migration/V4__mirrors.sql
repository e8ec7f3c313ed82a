-- Whether the last revision came from another instance of the service, which may have more.
alter table ledger add column is_mirror boolean default false not null;
