-- Part of every step that changes who listens: queues what becomes of a channel and its members for the app's servers.
-- The outbox is a stream of the shard, with one field t for each transition: the version byte, a letter for the kind, and the
-- fields time, app, name and, of a member, user. Beside it: outbox:claims, and outbox:lost, how many were pushed out unread.

local OUTBOX_LIMIT = 25000

local function queue(news, kind, rest)
  if of_user or not goes_to_webhooks(news) then
    return
  end
  local outbox = root .. ':webhooks'
  local transition = '1' .. kind .. field(string.format('%.0f', now)) .. address .. rest
  redis.call('XADD', outbox, '*', 't', transition)
  local lost = redis.call('XTRIM', outbox, 'MAXLEN', OUTBOX_LIMIT)
  if lost > 0 then
    redis.call('INCRBY', outbox .. ':lost', lost)
  end
end

-- Queues that the channel is occupied, or vacated, if the change of this one place made it so. Whoever is on the place of a
-- dead node is there until the burial, or a channel could be occupied twice and vacated once.
local function queue_occupancy(place)
  local mine = place.reported + place.members
  if not goes_to_webhooks(place.news) or (mine == 0) == (place.before == 0) then
    return
  end
  local all = 0
  for _, text in ipairs(redis.call('HVALS', route)) do
    local each = read_place(text)
    all = all + each.reported + each.members
  end
  if all == mine then
    queue(place.news, mine > 0 and 'O' or 'V', '')
  end
end
