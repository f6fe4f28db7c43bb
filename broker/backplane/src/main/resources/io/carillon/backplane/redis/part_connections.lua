-- Part of the steps that count connections. KEYS[1] is the app's hash of nodes and their counts.

local function connections()
  local counts = redis.call('HGETALL', KEYS[1])
  local sum = 0
  for i = 1, #counts, 2 do
    if lives(counts[i]) then
      sum = sum + counts[i + 1]
    end
  end
  return sum
end
