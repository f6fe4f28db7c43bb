-- A node is dead in this shard from now on, whatever lease it had.
-- KEYS: 1 node, 2 root of the shard
-- ARGV: none but the clock
-- Answers: done.

if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[1], 'until', 0)
end
return { 'done' }
