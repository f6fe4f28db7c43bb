-- Takes of what an app may do each second, if as much as is needed is left.
-- KEYS: 1 when what was taken is made up for, in milliseconds, 2 root of the shard
-- ARGV: 1 clock, 2 rate per second, 3 needed, 4 wanted
-- Answers: granted count | later milliseconds.

local SECOND = 1000
-- What rounding took away is not to be missing.
local ROUNDED = 0.001
-- The key stays longer than it means anything, so that a clock that is set a little back frees nobody.
local LINGER = 60000

local rate, needed, wanted = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local from = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local left = math.floor((now + SECOND - from) * rate / SECOND + ROUNDED)
local enough = math.min(needed, rate)
if left < enough then
  local wait = from - now - SECOND + enough * SECOND / rate
  return { 'later', string.format('%d', math.max(1, math.ceil(wait - ROUNDED))) }
end
local granted = math.max(needed, math.min(wanted, left))
local settled = from + granted * SECOND / rate
redis.call('SET', KEYS[1], string.format('%.3f', settled), 'PX', string.format('%d', math.ceil(settled - now) + LINGER))
return { 'granted', string.format('%d', granted) }
