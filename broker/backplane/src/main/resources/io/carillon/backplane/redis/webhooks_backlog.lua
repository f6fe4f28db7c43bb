-- How many transitions are queued in this shard, and how many were lost because nobody read them in time.
-- KEYS: 1 outbox, 2 how many were lost
-- ARGV: none
-- Answers: queued lost.

return { tostring(redis.call('XLEN', KEYS[1])), redis.call('GET', KEYS[2]) or '0' }
