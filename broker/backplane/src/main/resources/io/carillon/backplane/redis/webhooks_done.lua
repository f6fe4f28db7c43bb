-- Forgets transitions that were claimed and have been dealt with.
-- KEYS: 1 outbox
-- ARGV: their ids
-- Answers: done.

for _, id in ipairs(ARGV) do
  redis.call('XDEL', KEYS[1], id)
end
return { 'done' }
