-- A node has another number of subscribers. With 0 it stays where it is; with more it is on the route from now on.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node, 5 subscribers, 6 news
-- Answers: done | buried.

if not lives(node) then
  return { 'buried' }
end
local count = tonumber(ARGV[5])
if count == 0 and not place_of(node) then
  return { 'done' }
end
begin()
local place = place_for(node)
place.reported = count
place.news = ARGV[6]
write_place(node, place)
queue_occupancy(place)
tell_count(place.news)
return { 'done' }
