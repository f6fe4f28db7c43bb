-- Counts a connection out; a node that has none counted in has none afterwards.
-- KEYS: 1 the app's counts, 2 root of the shard
-- ARGV: 1 clock, 2 app, 3 node
-- Answers: done | buried.

if not lives(ARGV[3]) then
  return { 'buried' }
end
local count = redis.call('HGET', KEYS[1], ARGV[3])
if count then
  if tonumber(count) > 1 then
    redis.call('HINCRBY', KEYS[1], ARGV[3], -1)
  else
    redis.call('HDEL', KEYS[1], ARGV[3])
    redis.call('SREM', root .. ':apps:' .. ARGV[3], ARGV[2])
  end
end
return { 'done' }
