-- Part of every step in a channel: where it stands, and how it ends.
-- KEYS[1] is the channel's hash: epoch, offset, keeps (until when something is kept, in milliseconds), told (the count told
-- last), kept and lost (offsets of the history), last, last_offset and last_until (the last event of a cache channel).
-- Beside it: KEYS[1]:route, :watchers, :history, :users, :infos, :roster and :sockets:<node>.

local channel, route, watchers, history

-- The channel of which all that follows speaks.
local function turn_to(key)
  channel = key
  route = key .. ':route'
  watchers = key .. ':watchers'
  history = key .. ':history'
end

turn_to(KEYS[1])

local function forget_channel()
  redis.call('DEL', channel, history, channel .. ':users', channel .. ':infos', channel .. ':roster')
end

local function is_held()
  return redis.call('EXISTS', route, watchers) > 0
end

-- Where the channel stands, with what its history has kept and lost; nil if nothing is known of it, or time took the last of it.
local function standing()
  local state = redis.call('HMGET', channel, 'epoch', 'offset', 'keeps', 'kept', 'lost')
  if not state[1] then
    return nil
  end
  local keeps = tonumber(state[3] or 0)
  if keeps <= now and not is_held() then
    forget_channel()
    return nil
  end
  return {
    epoch = state[1], offset = state[2], keeps = keeps, kept = tonumber(state[4] or 0), lost = tonumber(state[5] or 0)
  }
end

-- Where the channel stands; it begins if it is not there. No two lives begin in one microsecond of this Redis.
local function begin()
  local there = standing()
  if there then
    return there
  end
  local time = redis.call('TIME')
  local epoch = string.format('%.0f', time[1] * 1000000 + time[2])
  redis.call('HSET', channel, 'epoch', epoch, 'offset', 0)
  return { epoch = epoch, offset = '0', keeps = 0, kept = 0, lost = 0 }
end

local function next_position(stands)
  stands.offset = redis.call('HINCRBY', channel, 'offset', 1)
end

-- Nobody holds the channel any more: it goes at once, or when the last of what it keeps is over.
local function settle()
  if is_held() then
    return
  end
  local keeps = tonumber(redis.call('HGET', channel, 'keeps') or 0)
  if keeps > now then
    redis.call('PEXPIRE', channel, keeps - now)
  else
    forget_channel()
  end
end

local function tell(nodes, stands, envelope)
  for _, node in ipairs(nodes) do
    send(node, stands.epoch, stands.offset, envelope)
  end
end
