-- Counts a connection in, unless the app has as many as it may.
-- KEYS: 1 the app's counts, 2 root of the shard
-- ARGV: 1 clock, 2 app, 3 node, 4 most connections (0 for no limit)
-- Answers: open | full | buried.

if not lives(ARGV[3]) then
  return { 'buried' }
end
local limit = tonumber(ARGV[4])
if limit > 0 and connections() >= limit then
  return { 'full' }
end
redis.call('HINCRBY', KEYS[1], ARGV[3], 1)
redis.call('SADD', root .. ':apps:' .. ARGV[3], ARGV[2])
return { 'open' }
