-- Refused to somebody who was not in the organisation: its members are not told who that was.
alter table audit_log add column by_outsider boolean default false not null;

-- For those who look at everything, or at one actor.
create index audit_of_actor on audit_log (actor_id, id);

-- Whoever gets at the database with this program's login, through a hole in it too, cannot unmake what was noted. The embedded database
-- is a file of one process; whoever could change a line there could change the file.
${postgresql_only}
create function audit_log_is_only_added_to() returns trigger language plpgsql as $$
begin
  raise exception 'lines of the audit log are neither changed nor taken out';
end
$$;
create trigger only_added_to before update or delete or truncate on audit_log
  for each statement execute function audit_log_is_only_added_to();
${both_again}
