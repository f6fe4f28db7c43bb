-- A node wants to be told when a user comes online or goes offline.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node
-- Answers: done epoch offset, and 1 if the user is online, else 0 | buried.

if not lives(node) then
  return { 'buried' }
end
local stands = begin()
if redis.call('SADD', watchers, node) == 1 then
  hold(node)
end
return { 'done', stands.epoch, stands.offset, tostring(redis.call('EXISTS', channel .. ':users')) }
