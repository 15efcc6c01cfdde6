-- The twin of fib.go.
local function int(x) return string.format("%d", x) end

local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end

local function bench(n) return int(fib(n)) end

local n = tonumber(arg[1]) or 37
local start = os.clock()
print("fib " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
