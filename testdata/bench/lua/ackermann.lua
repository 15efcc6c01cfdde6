-- The twin of ackermann.go.
local function int(x) return string.format("%d", x) end

local function ack(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ack(m - 1, 1) end
  return ack(m - 1, (ack(m, n - 1)))
end

local function bench(n) return int(ack(3, n)) end

local n = tonumber(arg[1]) or 9
local start = os.clock()
print("ackermann " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
