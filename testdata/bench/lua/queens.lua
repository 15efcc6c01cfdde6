-- The twin of queens.go.
local function int(x) return string.format("%d", x) end

local columns, up, down, solutions = {}, {}, {}, 0

local function place(row, n)
  if row == n then
    solutions = solutions + 1
    return
  end
  for c = 0, n - 1 do
    if not (columns[c] or up[row + c] or down[row - c + n]) then
      columns[c], up[row + c], down[row - c + n] = true, true, true
      place(row + 1, n)
      columns[c], up[row + c], down[row - c + n] = false, false, false
    end
  end
end

local function bench(n)
  for i = 0, 2 * n do columns[i], up[i], down[i] = false, false, false end
  place(0, n)
  return int(solutions)
end

local n = tonumber(arg[1]) or 13
local start = os.clock()
print("queens " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
