-- Publishes one event to one channel: idempotency, position, history, last event, and the lanes of all nodes on the route.
-- KEYS: 1 channel, 2 root of the shard, 3 history, 4 idempotency key (only if there is one)
-- ARGV: 1 clock, 2 envelope, 3 events the history holds, 4 milliseconds it holds them, 5 milliseconds this is the last event,
--       6 fingerprint, 7 milliseconds a key is remembered
-- Answers: accepted epoch offset | repeated epoch offset | reused. Epoch 0: nothing was kept.

local envelope, events, history_for, cache_for = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])

if KEYS[4] then
  local claim = redis.call('GET', KEYS[4])
  if claim then
    local till, epoch, offset, fingerprint = string.match(claim, '^(%d+) (%d+) (%d+) (.*)$')
    if tonumber(till) > now then
      if fingerprint == ARGV[6] then
        return { 'repeated', epoch, offset }
      end
      return { 'reused' }
    end
  end
end

local stands = { epoch = '0', offset = '0' }
local keeps = 0

local function lose(offset)
  if tonumber(offset) > tonumber(redis.call('HGET', channel, 'lost') or 0) then
    redis.call('HSET', channel, 'lost', offset)
  end
end

-- Forgets from the front what is too much or too old, and remembers up to where.
local function trim_history(length)
  local lost = nil
  while length > 0 do
    local offset, till = string.match(redis.call('LINDEX', KEYS[3], 0), '^(%d+) (%d+) ')
    if length <= events and tonumber(till) > now then
      break
    end
    redis.call('LPOP', KEYS[3])
    lost = offset
    length = length - 1
  end
  if lost then
    lose(lost)
  end
end

local function keep_in_history()
  local length = redis.call('RPUSH', KEYS[3], stands.offset .. ' ' .. (now + history_for) .. ' ' .. envelope)
  if length == 1 then
    -- The list is new: what it held before, if it ever did, went with its time.
    lose(redis.call('HGET', channel, 'kept') or 0)
  end
  redis.call('HSET', channel, 'kept', stands.offset)
  trim_history(length)
  if redis.call('PTTL', KEYS[3]) < history_for then
    redis.call('PEXPIRE', KEYS[3], history_for)
  end
end

if events > 0 or cache_for > 0 or KEYS[4] then
  local there = begin()
  if events > 0 or cache_for > 0 then
    stands = there
    next_position(stands)
  end
  if events > 0 then
    keep_in_history()
    keeps = now + history_for
  elseif cache_for > 0 then
    lose(stands.offset)
  end
  if cache_for > 0 then
    local till = now + cache_for
    redis.call('HSET', channel, 'last', envelope, 'last_offset', stands.offset, 'last_until', till)
    keeps = math.max(keeps, till)
  end
  if KEYS[4] then
    local till = now + tonumber(ARGV[7])
    redis.call('SET', KEYS[4], till .. ' ' .. stands.epoch .. ' ' .. stands.offset .. ' ' .. ARGV[6], 'PX', ARGV[7])
    keeps = math.max(keeps, till)
  end
  if keeps > tonumber(redis.call('HGET', channel, 'keeps') or 0) then
    redis.call('HSET', channel, 'keeps', keeps)
  end
end

local nodes = redis.call('HKEYS', route)
if #nodes == 0 and keeps > 0 then
  settle()
end
tell(nodes, stands, envelope)
return { 'accepted', stands.epoch, stands.offset }
