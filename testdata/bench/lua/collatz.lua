-- The twin of collatz.go.
local function int(x) return string.format("%d", x) end

local function bench(n)
  local best, length = 0, 0
  for i = 1, n do
    local steps, k = 0, i
    while k ~= 1 do
      if k % 2 == 0 then k = k // 2 else k = 3 * k + 1 end
      steps = steps + 1
    end
    if steps > length then best, length = i, steps end
  end
  return int(best) .. " " .. int(length)
end

local n = tonumber(arg[1]) or 700000
local start = os.clock()
print("collatz " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
