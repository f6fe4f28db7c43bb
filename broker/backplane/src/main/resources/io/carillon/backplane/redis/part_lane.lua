-- Part of every step that tells nodes something: puts a message on a node's inbox lane of this shard.
-- A lane's message is: the version byte, the lane's epoch, its next sequence number, the position's epoch and offset (0 0 for
-- none), each followed by a blank, and the envelope. The tail keeps what the node has not yet said it heard.

local TAIL_MESSAGES = 1000
local TAIL_BYTES = 1048576

local function field(text)
  return #text .. ':' .. text
end

local function send(node, epoch, offset, envelope)
  local state = redis.call('HMGET', node_key(node), 'until', 'epoch')
  if not state[1] or tonumber(state[1]) <= now then
    return nil
  end
  local sequence = redis.call('HINCRBY', node_key(node), 'sequence', 1)
  local message = '1' .. state[2] .. ' ' .. sequence .. ' ' .. epoch .. ' ' .. offset .. ' ' .. envelope
  local tail = root .. ':tail:' .. node
  local length = redis.call('RPUSH', tail, message)
  -- By the size of this message, so that a tail of great ones is short and no counting of bytes is needed.
  local limit = math.max(16, math.min(TAIL_MESSAGES, math.floor(TAIL_BYTES / #message)))
  -- Some at a time: a busy lane would pay for each message otherwise.
  if length >= limit + limit / 8 then
    redis.call('LTRIM', tail, -limit, -1)
  end
  redis.call('@PUBLISH@', root .. ':lane:' .. node, message)
  return sequence
end
