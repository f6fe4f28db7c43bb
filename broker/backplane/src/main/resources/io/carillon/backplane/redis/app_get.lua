-- Reads one app, by its id or by one of its keys.
-- KEYS: 1 apps, 2 owners of keys, 3 version
-- ARGV: 1 app (empty if it is looked for by its key), 2 key
-- Answers: version, or version app state.

local version = redis.call('GET', KEYS[3]) or '0'
local id = ARGV[1]
if id == '' then
  id = redis.call('HGET', KEYS[2], ARGV[2])
end
local state = id and redis.call('HGET', KEYS[1], id)
if not state then
  return { version }
end
return { version, id, state }
