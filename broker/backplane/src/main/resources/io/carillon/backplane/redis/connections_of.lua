-- How many connections an app has over all living nodes.
-- KEYS: 1 the app's counts, 2 root of the shard
-- ARGV: 1 clock
-- Answers: the number.

return { tostring(connections()) }
