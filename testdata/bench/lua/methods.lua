-- The twin of methods.go.
local Counter = {}
Counter.__index = Counter

function Counter:add(k) self.n = self.n + self.step * k end
function Counter:peek(k) return self.n ~ k end

local function bench(n)
  local c = setmetatable({n = 0, step = 3}, Counter)
  local sum = 0
  for i = 0, n - 1 do
    c:add(i & 7)
    sum = (sum + c:peek(i)) & 0xffffffff
  end
  return string.format("%d", sum)
end

local n = tonumber(arg[1]) or 60000000
local start = os.clock()
print("methods " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
