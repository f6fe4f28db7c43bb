-- Part of every step that changes who is a member.

local users = channel .. ':users'
local infos = channel .. ':infos'
local roster = channel .. ':roster'

local function sockets_of(node)
  return channel .. ':sockets:' .. node
end

local function announce_coming(stands, news, user, info)
  next_position(stands)
  queue(news, 'A', field(user))
  if of_user then
    tell(redis.call('SMEMBERS', watchers), stands, 'U' .. address .. field('1'))
  else
    tell(redis.call('HKEYS', route), stands, 'A' .. address .. field(user) .. field(info))
  end
end

local function announce_going(stands, news, user)
  next_position(stands)
  queue(news, 'R', field(user))
  if of_user then
    tell(redis.call('SMEMBERS', watchers), stands, 'U' .. address .. field('0'))
  else
    tell(redis.call('HKEYS', route), stands, 'R' .. address .. field(user))
  end
end

-- One connection joins, whom its node's place counts already; its user comes with the first.
local function enter(node, stands, news, socket, user, info)
  redis.call('HSET', sockets_of(node), socket, user)
  if redis.call('HINCRBY', users, user, 1) == 1 then
    announce_coming(stands, news, user, info)
    redis.call('ZADD', roster, stands.offset, user)
    redis.call('HSET', infos, user, info)
  end
end

-- One connection leaves; its user goes with the last. Does nothing if it is not there.
local function leave(node, socket)
  local user = redis.call('HGET', sockets_of(node), socket)
  local place = place_of(node)
  local stands = standing()
  if not user or not place or not stands then
    return
  end
  redis.call('HDEL', sockets_of(node), socket)
  place.members = place.members - 1
  write_place(node, place)
  if redis.call('HINCRBY', users, user, -1) <= 0 then
    redis.call('HDEL', users, user)
    redis.call('HDEL', infos, user)
    redis.call('ZREM', roster, user)
    announce_going(stands, place.news, user)
  end
  queue_occupancy(place)
  tell_count(place.news)
end
