create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change();

-- The one change that a revision knows: what it says is erased, and its mark says so. The header and the hashes stay.
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

drop trigger revision_is_append_only on revision;
create trigger revision_is_append_only before delete or truncate on revision
    for each statement execute function refuse_change();
create trigger revision_is_only_erased before update on revision
    for each row execute function refuse_all_but_erasure();
