-- A connection joins a channel with members; its user comes with the first.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node, 5 socket id, 6 user id, 7 user info, 8 most users, 9 news
-- Answers: joined epoch offset [users in the order of coming] [user, info, ...] | full | buried.

if not lives(node) then
  return { 'buried' }
end

local socket, user, info = ARGV[5], ARGV[6], ARGV[7]

local function joined(stands)
  return {
    'joined', stands.epoch, tostring(stands.offset), redis.call('ZRANGE', roster, 0, -1), redis.call('HGETALL', infos)
  }
end

if redis.call('HEXISTS', sockets_of(node), socket) == 1 then
  return joined(begin())
end
if redis.call('HEXISTS', users, user) == 0 and redis.call('HLEN', users) >= tonumber(ARGV[8]) then
  return { 'full' }
end
local stands = begin()
local place = place_for(node)
place.members = place.members + 1
place.news = ARGV[9]
write_place(node, place)
queue_occupancy(place)
enter(node, stands, place.news, socket, user, info)
tell_count(place.news)
return joined(stands)
