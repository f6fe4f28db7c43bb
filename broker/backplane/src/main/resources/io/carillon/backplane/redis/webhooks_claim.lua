-- Gives what is queued in this shard, in its order, to one reader at a time.
-- KEYS: 1 outbox, 2 root of the shard, 3 claims: "<last id that it gave> <until when it holds> <reader>" each, the oldest first
-- ARGV: 1 clock, 2 reader, 3 the most to answer with, 4 milliseconds that the reader has
-- Answers: id, transition, id, transition, ...

local outbox, claims, reader = KEYS[1], KEYS[3], ARGV[2]

local function any_left_up_to(last)
  return redis.call('XRANGE', outbox, '-', last, 'COUNT', 1)[1]
end

-- The oldest claim of which something is not done; those before it are over.
local function oldest_claim()
  local claim = redis.call('LINDEX', claims, 0)
  while claim do
    local last, till, by = string.match(claim, '^(%S+) (%d+) (.*)$')
    if any_left_up_to(last) then
      return { till = tonumber(till), by = by }
    end
    redis.call('LPOP', claims)
    claim = redis.call('LINDEX', claims, 0)
  end
end

local claim = oldest_claim()
local from = '-'
if claim and claim.till <= now then
  -- Something was not done in time: all that is left is given out again from the first on, or the order would be lost.
  redis.call('DEL', claims)
elseif claim and claim.by ~= reader then
  return {}
elseif claim then
  from = '(' .. string.match(redis.call('LINDEX', claims, -1), '^%S+')
end

local answer = {}
local entries = redis.call('XRANGE', outbox, from, '+', 'COUNT', ARGV[3])
for _, entry in ipairs(entries) do
  answer[#answer + 1] = entry[1]
  answer[#answer + 1] = entry[2][2]
end
if #entries > 0 then
  redis.call('RPUSH', claims, entries[#entries][1] .. ' ' .. (now + ARGV[4]) .. ' ' .. reader)
end
return answer
