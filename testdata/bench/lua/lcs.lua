-- The twin of lcs.go.
local function int(x) return string.format("%d", x) end

local function text(n, seed)
  local b = {}
  for i = 1, n do
    seed = seed * 16807 % 2147483647
    b[i] = 97 + seed % 4
  end
  return b
end

local function bench(n)
  local a, b = text(n, 1), text(n, 2)
  local row, last = {}, {}
  for i = 0, n do row[i], last[i] = 0, 0 end
  for i = 1, n do
    row, last = last, row
    local x = a[i]
    for j = 1, n do
      if x == b[j] then row[j] = last[j - 1] + 1
      elseif row[j - 1] > last[j] then row[j] = row[j - 1]
      else row[j] = last[j] end
    end
  end
  return int(row[n])
end

local n = tonumber(arg[1]) or 9000
local start = os.clock()
print("lcs " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
