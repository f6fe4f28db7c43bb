-- A node lives on for another lease.
-- KEYS: 1 node, 2 root of the shard
-- ARGV: 1 clock
-- Answers: done | late.

local state = redis.call('HMGET', KEYS[1], 'until', 'lease')
if not state[1] or tonumber(state[1]) <= now then
  return { 'late' }
end
redis.call('HSET', KEYS[1], 'until', now + state[2])
return { 'done' }
