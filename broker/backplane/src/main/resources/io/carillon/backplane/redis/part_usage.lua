-- Part of every step of the usage ledger. KEYS[1] is the index of the shard's buckets: a sorted set of "<app>:<minute>" by minute.
-- Beside it, with its name and one more word:
--   bucket:<app>:<minute>  hash: n how many prefixes, m messages, c<source> the peak that it said, p<prefix> four numbers of traffic
--   taken:<app>:<minute>   the same, once it is in the batch
--   waiting                hash: app, and its messages that are in no batch
--   batch                  hash: id, by, till; and batch:buckets, a list of what the index had
--   heard:<source>         the number of its last report
--   lost                   how many buckets had to go

local MINUTE = 60000

local function usage_key(rest)
  return KEYS[1] .. ':' .. rest
end

local function app_of(bucket)
  return string.match(bucket, '^(%d+):')
end

-- Its messages are no longer among those that wait.
local function no_longer_waiting(bucket, messages)
  if messages and tonumber(messages) > 0 then
    local app = app_of(bucket)
    if redis.call('HINCRBY', usage_key('waiting'), app, '-' .. messages) <= 0 then
      redis.call('HDEL', usage_key('waiting'), app)
    end
  end
end
