-- A node says anew how many connections of an app it has.
-- KEYS: 1 the app's counts, 2 root of the shard
-- ARGV: 1 clock, 2 app, 3 node, 4 connections
-- Answers: done | buried.

if not lives(ARGV[3]) then
  return { 'buried' }
end
if tonumber(ARGV[4]) > 0 then
  redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
  redis.call('SADD', root .. ':apps:' .. ARGV[3], ARGV[2])
else
  redis.call('HDEL', KEYS[1], ARGV[3])
  redis.call('SREM', root .. ':apps:' .. ARGV[3], ARGV[2])
end
return { 'done' }
