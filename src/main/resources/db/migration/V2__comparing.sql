-- Which revisions rest on which: a projection of the evidence, written in the append's transaction.
create table citation (
    crisis_id       varchar(100) not null,
    position        bigint       not null,
    -- its place in the evidence
    item            integer      not null,
    cited_record_id varchar(100) not null,
    cited_number    integer,
    primary key (crisis_id, position, item),
    foreign key (crisis_id, position) references revision (crisis_id, position)
);

create index citation_by_cited on citation (cited_record_id, cited_number);

alter table figure add column approximate boolean;
alter table figure add column absent_reason varchar(16);
-- Canonical JSON: a string that holds these words has a backslash before each quotation mark.
update figure set
    approximate = (select case when r.content like '%"approximate":true%' then true end
        from revision r where r.crisis_id = figure.crisis_id and r.position = figure.position),
    absent_reason = (select case when r.content like '%"absentReason":"not-reported"%' then 'NOT_REPORTED'
            when r.content like '%"absentReason":"unknown"%' then 'UNKNOWN'
            when r.content like '%"absentReason":"withheld"%' then 'WITHHELD' end
        from revision r where r.crisis_id = figure.crisis_id and r.position = figure.position);
create index figure_by_record on figure (record_id, number);
create index figure_by_people on figure (crisis_id, people, measure);

create index revision_by_report on revision (crisis_id, order_from, position);
create index revision_by_reported_from on revision (crisis_id, reported_from);
create index revision_by_status on revision (crisis_id, status, position);
create index revision_by_superseding on revision (record_id, supersedes);
