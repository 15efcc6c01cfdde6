-- The twin of mapint.go.
local function int(x) return string.format("%d", x) end

local seed = 1
local function random(limit)
  seed = seed * 16807 % 2147483647
  return seed % limit
end

local function bench(n)
  local m, size = {}, 0
  for i = 0, n - 1 do
    local k = random(n)
    if m[k] == nil then size = size + 1 end
    m[k] = (m[k] or 0) + i % 16
  end
  local found = 0
  for i = 0, n - 1 do
    local v = m[i * 7 % n]
    if v then found = found + v % 4 end
  end
  for i = 0, n - 1, 3 do
    if m[i] ~= nil then size = size - 1 end
    m[i] = nil
  end
  local sum = 0
  for k, v in pairs(m) do sum = sum + k % 1000 + v end
  return int(sum + found + size)
end

local n = tonumber(arg[1]) or 1000000
local start = os.clock()
print("mapint " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
