-- A node begins to live in this shard.
-- KEYS: 1 node, 2 root of the shard
-- ARGV: 1 clock, 2 node, 3 lease in milliseconds
-- Answers: done | known.

if redis.call('EXISTS', KEYS[1]) == 1 then
  return { 'known' }
end
redis.call('HSET', KEYS[1], 'until', now + ARGV[3], 'lease', ARGV[3], 'epoch', 1, 'sequence', 0)
redis.call('SADD', root .. ':nodes', ARGV[2])
return { 'done' }
