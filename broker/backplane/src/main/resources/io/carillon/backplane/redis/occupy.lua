-- A node has so many subscribers of a channel, and is on its route from now on.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node, 5 subscribers, 6 news
-- Answers: done epoch offset | buried.

if not lives(node) then
  return { 'buried' }
end
local stands = begin()
local place = place_for(node)
place.reported = tonumber(ARGV[5])
place.news = ARGV[6]
write_place(node, place)
queue_occupancy(place)
tell_count(place.news)
return { 'done', stands.epoch, tostring(stands.offset) }
