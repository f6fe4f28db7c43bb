-- Forgets a batch that is kept elsewhere.
-- KEYS: 1 index, 2 root of the shard
-- ARGV: 1 clock, 2 id of the batch
-- Answers: done.

local batch, listed = usage_key('batch'), usage_key('batch:buckets')
if redis.call('HGET', batch, 'id') == ARGV[2] then
  for _, bucket in ipairs(redis.call('LRANGE', listed, 0, -1)) do
    redis.call('DEL', usage_key('taken:' .. bucket))
  end
  redis.call('DEL', batch, listed)
end
return { 'done' }
