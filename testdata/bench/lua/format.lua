-- The twin of format.go.
local function int(x) return string.format("%d", x) end

local function bench(n)
  local sum = 0
  for i = 0, n - 1 do
    local s = string.format("%d:%s:%6.2f:%x:%s", i, "name", i / 7, i, tostring(i % 2 == 0))
    sum = sum + #s
    local k = tonumber(tostring(i * 3))
    local f = tonumber(string.format("%.17g", i / 8))
    sum = sum + k % 7 + math.floor(f) % 5
  end
  return int(sum)
end

local n = tonumber(arg[1]) or 600000
local start = os.clock()
print("format " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
