-- Runs after every migration. The role that serves owns nothing, inserts into append-only tables, and never migrates.
do $$
begin
    if current_user = '${application}' then
        return; -- one role for both: it owns the tables, and only the triggers protect what is append-only
    end if;
    if not exists (select from pg_roles where rolname = '${application}') then
        raise exception 'Role ${application} does not exist: create it, or name another in quarkus.flyway.placeholders.application';
    end if;
    grant usage on schema ${flyway:defaultSchema} to "${application}";
    grant select on all tables in schema ${flyway:defaultSchema} to "${application}";
    grant insert on revision, record, link, idempotency_key, ledger, crisis, source, earlier_description, api_key, audit to "${application}";
    grant update on ledger, crisis, source to "${application}";
    grant update (revoked_at, last_used_at) on api_key to "${application}";
    -- For erasure: a trigger refuses any other change of a revision.
    grant update (content, erased) on revision to "${application}";
    grant insert, update, delete on webhook, webhook_delivery to "${application}";
    grant delete on link to "${application}";
end
$$;
