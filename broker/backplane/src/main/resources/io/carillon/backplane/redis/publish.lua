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
local there = nil

local function keep_in_history()
  local length = redis.call('RPUSH', KEYS[3], there.offset .. ' ' .. (now + history_for) .. ' ' .. envelope)
  if length == 1 then
    -- The list is new: what it held before, if it ever did, went with its time.
    there.lost = math.max(there.lost, there.kept)
    redis.call('PEXPIRE', KEYS[3], history_for)
  else
    redis.call('PEXPIRE', KEYS[3], history_for, 'GT')
  end
  there.kept = tonumber(there.offset)
  -- Forgets what is too much, and remembers up to where. What is too old is left to whoever reads.
  while length > events do
    local gone = string.match(redis.call('LPOP', KEYS[3]), '^(%d+) ')
    there.lost = math.max(there.lost, tonumber(gone))
    length = length - 1
  end
  there.keeps = math.max(there.keeps, now + history_for)
end

if events > 0 or cache_for > 0 or KEYS[4] then
  there = begin()
  if events > 0 or cache_for > 0 then
    next_position(there)
    stands = there
  end
  if events > 0 then
    keep_in_history()
  elseif cache_for > 0 then
    there.lost = math.max(there.lost, tonumber(there.offset))
  end
  if cache_for > 0 then
    local till = now + cache_for
    redis.call('HSET', channel, 'last', envelope, 'last_offset', there.offset, 'last_until', till)
    there.keeps = math.max(there.keeps, till)
  end
  if KEYS[4] then
    local till = now + tonumber(ARGV[7])
    redis.call('SET', KEYS[4], till .. ' ' .. stands.epoch .. ' ' .. stands.offset .. ' ' .. ARGV[6], 'PX', ARGV[7])
    there.keeps = math.max(there.keeps, till)
  end
  redis.call('HSET', channel, 'kept', there.kept, 'lost', there.lost, 'keeps', there.keeps)
end

local nodes = redis.call('HKEYS', route)
if #nodes == 0 and there then
  settle()
end
tell(nodes, stands, envelope)
return { 'accepted', stands.epoch, stands.offset }
