-- When and by whom the keys of an app were last used.
-- KEYS: 1 the app's uses
-- ARGV: none
-- Answers: key, use, key, use, ...

return redis.call('HGETALL', KEYS[1])
