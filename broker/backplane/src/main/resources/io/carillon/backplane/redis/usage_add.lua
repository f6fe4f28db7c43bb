-- Adds what a process has counted, unless this report was heard before.
-- KEYS: 1 index, 2 root of the shard
-- ARGV: 1 clock, 2 source, 3 number of the report, 4 milliseconds that it is kept, 5 most prefixes of a bucket, 6 most buckets,
--       then of each bucket: app, minute, connections, how many prefixes, and of each prefix: it, messages in, messages out,
--       bytes in, bytes out
-- Answers: done | repeated.

local index = KEYS[1]
local kept, most_prefixes, most_buckets = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
-- A day more than the index speaks of it, so that no bucket goes before its entry there.
local expiry = kept + 86400000

local heard = usage_key('heard:' .. ARGV[2])
local last = redis.call('GET', heard)
if last and tonumber(last) >= tonumber(ARGV[3]) then
  return { 'repeated' }
end
redis.call('SET', heard, ARGV[3], 'PX', expiry)

local function forget(bucket)
  local key = usage_key('bucket:' .. bucket)
  no_longer_waiting(bucket, redis.call('HGET', key, 'm'))
  redis.call('DEL', key)
  redis.call('ZREM', index, bucket)
  redis.call('INCR', usage_key('lost'))
end

local present = math.floor(now / MINUTE)
local oldest = math.floor((now - kept) / MINUTE)

local function add_traffic(key, prefix, numbers)
  local field = 'p' .. prefix
  local there = redis.call('HGET', key, field)
  if not there and prefix ~= '*' then
    if redis.call('HINCRBY', key, 'n', 1) > most_prefixes then
      redis.call('HINCRBY', key, 'n', -1)
      field = 'p*'
      there = redis.call('HGET', key, field)
    end
  end
  if there then
    local i = 0
    for number in string.gmatch(there, '%d+') do
      i = i + 1
      numbers[i] = numbers[i] + number
    end
  end
  redis.call('HSET', key, field, string.format('%.0f %.0f %.0f %.0f', numbers[1], numbers[2], numbers[3], numbers[4]))
end

local i = 7
while i <= #ARGV do
  local app, minute, connections, prefixes = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
  i = i + 4
  if minute > present or minute < oldest then
    minute = present
  end
  local bucket = app .. ':' .. string.format('%.0f', minute)
  local key = usage_key('bucket:' .. bucket)
  local messages = 0
  for _ = 1, prefixes do
    local numbers = { tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4]) }
    messages = messages + numbers[1] + numbers[2]
    add_traffic(key, ARGV[i], numbers)
    i = i + 5
  end
  if messages > 0 then
    redis.call('HINCRBY', key, 'm', string.format('%.0f', messages))
    redis.call('HINCRBY', usage_key('waiting'), app, string.format('%.0f', messages))
  end
  local peak = 'c' .. ARGV[2]
  if connections > tonumber(redis.call('HGET', key, peak) or 0) then
    redis.call('HSET', key, peak, string.format('%.0f', connections))
  end
  redis.call('ZADD', index, minute, bucket)
  redis.call('PEXPIRE', key, expiry)
end

-- So many at once, whoever comes next goes on.
for _, bucket in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', '(' .. oldest, 'LIMIT', 0, 1000)) do
  forget(bucket)
end
local over = redis.call('ZCARD', index) - most_buckets
if over > 0 then
  for _, bucket in ipairs(redis.call('ZRANGE', index, 0, over - 1)) do
    forget(bucket)
  end
end
redis.call('PEXPIRE', index, expiry)
redis.call('PEXPIRE', usage_key('waiting'), expiry)
return { 'done' }
