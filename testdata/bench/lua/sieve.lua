-- The twin of sieve.go.
local function int(x) return string.format("%d", x) end

local function bench(n)
  local composite = {}
  for i = 0, n do composite[i] = false end
  local count = 0
  for i = 2, n do
    if not composite[i] then
      count = count + 1
      for j = i * i, n, i do composite[j] = true end
    end
  end
  return int(count)
end

local n = tonumber(arg[1]) or 20000000
local start = os.clock()
print("sieve " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
