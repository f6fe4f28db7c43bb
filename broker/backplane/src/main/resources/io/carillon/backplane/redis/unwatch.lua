-- A node no longer wants to be told about a user.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node
-- Answers: done | buried.

if not lives(node) then
  return { 'buried' }
end
if redis.call('SREM', watchers, node) == 1 then
  let_go(node)
  settle()
end
return { 'done' }
