-- A connection leaves a channel with members; its user goes with the last.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node, 5 socket id
-- Answers: done | buried.

if not lives(node) then
  return { 'buried' }
end
leave(node, ARGV[5])
return { 'done' }
