-- Gives the shard's batch to one drainer at a time, and makes one of the oldest complete buckets if there is none.
-- KEYS: 1 index, 2 root of the shard
-- ARGV: 1 clock, 2 drainer, 3 most buckets, 4 milliseconds that the drainer has, 5 milliseconds after which a minute is complete,
--       6 milliseconds that it is kept
-- Answers: nothing | id, then of each bucket: app, minute, connections, prefix and traffic of each.

local index, batch, listed = KEYS[1], usage_key('batch'), usage_key('batch:buckets')

local function take_a_batch()
  local complete = math.floor((now - tonumber(ARGV[5])) / MINUTE) - 1
  local due = redis.call('ZRANGEBYSCORE', index, '-inf', complete, 'LIMIT', 0, ARGV[3])
  if #due == 0 then
    return nil
  end
  for _, bucket in ipairs(due) do
    local key = usage_key('bucket:' .. bucket)
    redis.call('ZREM', index, bucket)
    if redis.call('EXISTS', key) == 1 then
      no_longer_waiting(bucket, redis.call('HGET', key, 'm'))
      redis.call('RENAME', key, usage_key('taken:' .. bucket))
      redis.call('RPUSH', listed, bucket)
    end
  end
  -- With the time in it, for a Redis that was lost begins to count anew.
  local id = string.format('%.0f', now) .. '-' .. redis.call('INCR', usage_key('batches'))
  redis.call('HSET', batch, 'id', id)
  return id
end

local open = redis.call('HMGET', batch, 'id', 'by', 'till')
local id = open[1]
if not id then
  id = take_a_batch()
elseif open[2] ~= ARGV[2] and tonumber(open[3]) > now then
  return {}
end
if not id then
  return {}
end
redis.call('HSET', batch, 'by', ARGV[2], 'till', string.format('%.0f', now + tonumber(ARGV[4])))
redis.call('PEXPIRE', batch, ARGV[6])
redis.call('PEXPIRE', listed, ARGV[6])

local answer = { id }
for _, bucket in ipairs(redis.call('LRANGE', listed, 0, -1)) do
  local key = usage_key('taken:' .. bucket)
  redis.call('PEXPIRE', key, ARGV[6])
  local app, minute = string.match(bucket, '^(%d+):(%d+)$')
  local connections, traffic = 0, {}
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local kind = string.sub(fields[i], 1, 1)
    if kind == 'c' then
      connections = connections + fields[i + 1]
    elseif kind == 'p' then
      traffic[#traffic + 1] = string.sub(fields[i], 2)
      traffic[#traffic + 1] = fields[i + 1]
    end
  end
  answer[#answer + 1] = { app, minute, string.format('%.0f', connections), traffic }
end
return answer
