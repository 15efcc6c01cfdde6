-- The twin of matmul.go.
local function matrix(n, f)
  local m = {}
  for i = 0, n - 1 do
    m[i] = {}
    for j = 0, n - 1 do m[i][j] = f(i, j) end
  end
  return m
end

local function bench(n)
  local a = matrix(n, function(i, j) return (i - j) / n end)
  local b = matrix(n, function(i, j) return (i + j) / n end)
  local c = matrix(n, function(i, j) return 0.0 end)
  for i = 0, n - 1 do
    local ai, ci = a[i], c[i]
    for j = 0, n - 1 do
      local sum = 0.0
      for k = 0, n - 1 do sum = sum + ai[k] * b[k][j] end
      ci[j] = sum
    end
  end
  return string.format("%.6f", c[math.floor(n / 2)][math.floor(n / 3)])
end

local n = tonumber(arg[1]) or 420
local start = os.clock()
print("matmul " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
