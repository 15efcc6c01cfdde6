-- The twin of sortgeneric.go.
local function int(x) return string.format("%d", x) end

local seed = 11
local function random(limit)
  seed = seed * 16807 % 2147483647
  return seed % limit
end

local function bench(n)
  local ints = {}
  for i = 1, n do ints[i] = random(1000000) end
  local words = {}
  for i = 1, math.floor(n / 8) do words[i] = tostring(ints[i]) end
  local by_last = {}
  for i = 1, math.floor(n / 4) do by_last[i] = ints[i] end
  table.sort(ints)
  table.sort(words)
  table.sort(by_last, function(a, b)
    local x, y = a % 10, b % 10
    if x ~= y then return x < y end
    return a < b
  end)
  local sum = 0
  for i = 1, #by_last do
    local low, high = 1, n + 1
    while low < high do
      local middle = math.floor((low + high) / 2)
      if ints[middle] < by_last[i] then low = middle + 1 else high = middle end
    end
    sum = (sum + (low - 1) % 1000 * (i - 1)) % 1000000007
  end
  for i = 1, #words do sum = (sum + #words[i] * (i - 1) + words[i]:byte(1)) % 1000000007 end
  return int(sum)
end

local n = tonumber(arg[1]) or 1500000
local start = os.clock()
print("sortgeneric " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
