-- Keys of an app were used; of each the latest use is kept.
-- KEYS: 1 the app's uses: hash of key and "<milliseconds> <address or -> <library>"
-- ARGV: 1 most keys, 2 milliseconds that they are kept, then of each use: key, milliseconds, address or -, library
-- Answers: done.

local function time_of(use)
  return tonumber(string.match(use, '^%d+'))
end

for i = 3, #ARGV, 4 do
  local before = redis.call('HGET', KEYS[1], ARGV[i])
  if not before or time_of(before) <= tonumber(ARGV[i + 1]) then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1] .. ' ' .. ARGV[i + 2] .. ' ' .. ARGV[i + 3])
  end
end
while redis.call('HLEN', KEYS[1]) > tonumber(ARGV[1]) do
  local oldest, its_time
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    local time = time_of(all[i + 1])
    if not its_time or time < its_time then
      oldest, its_time = all[i], time
    end
  end
  redis.call('HDEL', KEYS[1], oldest)
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 'done' }
