-- Publishes some events, each to a channel of this shard: idempotency, position, history, last event, and the lanes of all nodes
-- on the route.
-- KEYS: 1 channel of the first, 2 root of the shard, then for each event its channel, the history of that, and its idempotency
--       key if it has one
-- ARGV: 1 clock, then for each event: envelope, events the history holds, milliseconds it holds them, milliseconds this is the
--       last event, 1 if it has an idempotency key (else 0), fingerprint, milliseconds a key is remembered
-- Answers for each event: [accepted epoch offset] | [repeated epoch offset] | [reused] | [failed why]. Epoch 0: nothing was kept.

local function outcome_before(event)
  local claim = redis.call('GET', event.key)
  if not claim then
    return nil
  end
  local till, epoch, offset, fingerprint = string.match(claim, '^(%d+) (%d+) (%d+) (.*)$')
  if tonumber(till) <= now then
    return nil
  end
  return fingerprint == event.fingerprint and { 'repeated', epoch, offset } or { 'reused' }
end

local function keep_in_history(event, there)
  local till = now + event.history_for
  local length = redis.call('RPUSH', event.history, there.offset .. ' ' .. till .. ' ' .. event.envelope)
  if length == 1 then
    -- The list is new: what it held before, if it ever did, went with its time.
    there.lost = math.max(there.lost, there.kept)
    redis.call('PEXPIRE', event.history, event.history_for)
  else
    redis.call('PEXPIRE', event.history, event.history_for, 'GT')
  end
  there.kept = tonumber(there.offset)
  -- Forgets what is too much, and remembers up to where. What is too old is left to whoever reads.
  while length > event.events do
    local gone = string.match(redis.call('LPOP', event.history), '^(%d+) ')
    there.lost = math.max(there.lost, tonumber(gone))
    length = length - 1
  end
  there.keeps = math.max(there.keeps, till)
end

local function keep_as_last(event, there)
  local till = now + event.cache_for
  redis.call('HSET', channel, 'last', event.envelope, 'last_offset', there.offset, 'last_until', till)
  there.keeps = math.max(there.keeps, till)
end

local function claim(event, stands, there)
  local till = now + tonumber(event.key_for)
  local value = till .. ' ' .. stands.epoch .. ' ' .. stands.offset .. ' ' .. event.fingerprint
  redis.call('SET', event.key, value, 'PX', event.key_for)
  there.keeps = math.max(there.keeps, till)
end

local function publish(event)
  turn_to(event.channel)
  local before = event.key and outcome_before(event)
  if before then
    return before
  end
  local stands = { epoch = '0', offset = '0' }
  local takes_position = event.events > 0 or event.cache_for > 0
  local there = (takes_position or event.key) and begin()
  if there then
    if takes_position then
      next_position(there)
      stands = there
    end
    if event.events > 0 then
      keep_in_history(event, there)
    elseif takes_position then
      there.lost = math.max(there.lost, tonumber(there.offset))
    end
    if event.cache_for > 0 then
      keep_as_last(event, there)
    end
    if event.key then
      claim(event, stands, there)
    end
    redis.call('HSET', channel, 'kept', there.kept, 'lost', there.lost, 'keeps', there.keeps)
  end
  local nodes = redis.call('HKEYS', route)
  if #nodes == 0 and there then
    settle()
  end
  tell(nodes, stands, event.envelope)
  return { 'accepted', stands.epoch, stands.offset }
end

local answers = {}
local key, arg = 3, 2
while arg <= #ARGV do
  local has_key = ARGV[arg + 4] == '1'
  -- One that fails takes no other with it.
  local done, answer = pcall(publish, {
    channel = KEYS[key],
    history = KEYS[key + 1],
    key = has_key and KEYS[key + 2],
    envelope = ARGV[arg],
    events = tonumber(ARGV[arg + 1]),
    history_for = tonumber(ARGV[arg + 2]),
    cache_for = tonumber(ARGV[arg + 3]),
    fingerprint = ARGV[arg + 5],
    key_for = ARGV[arg + 6],
  })
  answers[#answers + 1] = done and answer or { 'failed', type(answer) == 'table' and answer.err or tostring(answer) }
  key = key + (has_key and 3 or 2)
  arg = arg + 7
end
return answers
