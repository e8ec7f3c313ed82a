-- What was acknowledged stays as it is, whoever asks. The projections and the ledger's row are not bound by this.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end
$$;

create trigger revision_is_append_only before update or delete or truncate on revision
    for each statement execute function refuse_change();
create trigger record_is_append_only before update or delete or truncate on record
    for each statement execute function refuse_change();
