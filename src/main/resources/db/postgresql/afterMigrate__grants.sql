-- After every migration: the role that serves owns nothing, adds to what is append-only, and never migrates.
do $$
begin
    if exists (select from pg_roles where rolname = '${application}' and rolname <> current_user) then
        grant usage on schema ${flyway:defaultSchema} to "${application}";
        grant select on all tables in schema ${flyway:defaultSchema} to "${application}";
        grant insert on revision, record, figure, citation, idempotency_key, ledger, crisis, source to "${application}";
        grant update on ledger, crisis, source to "${application}";
    end if;
end
$$;
