-- The twin of mapstring.go.
local function int(x) return string.format("%d", x) end

local seed = 5
local function random(limit)
  seed = seed * 16807 % 2147483647
  return seed % limit
end

local function bench(n)
  local words = {}
  for i = 0, 49999 do words[i] = "word" .. i end
  local counts, size = {}, 0
  for _ = 1, n do
    local w = words[random(50000)]
    counts[w] = (counts[w] or 0) + 1
  end
  local sum = 0
  for w, c in pairs(counts) do
    size = size + 1
    sum = (sum + #w * c * c) % 1000000007
  end
  return int(sum + size)
end

local n = tonumber(arg[1]) or 5000000
local start = os.clock()
print("mapstring " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
