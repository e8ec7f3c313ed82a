-- Acknowledged revisions, records and audit entries never change, whichever role asks. Projections and the ledger are not bound.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end
$$;

create trigger record_is_append_only before update or delete or truncate on record
    for each statement execute function refuse_change();
create trigger earlier_description_is_append_only before update or delete or truncate on earlier_description
    for each statement execute function refuse_change();
create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change();
create trigger revision_is_append_only before delete or truncate on revision
    for each statement execute function refuse_change();

-- The one change of a revision that is allowed: an erasure replaces the content and marks it. Header and hashes stay.
create function refuse_all_but_erasure() returns trigger language plpgsql as $$
begin
    if old.erased = 'CONTENT' or new.erased is null
            or new.erased = 'CONTENT' and new.content not like '{"erased":{%'
            or to_jsonb(new) - array['content', 'erased'] is distinct from to_jsonb(old) - array['content', 'erased'] then
        raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger revision_is_only_erased before update on revision
    for each row execute function refuse_all_but_erasure();
