-- The twin of spectral.go.
local function at(i, j) return 1 / ((i + j) * (i + j + 1) / 2 + i + 1) end

local function times(u, v, n)
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do sum = sum + at(i, j) * u[j] end
    v[i] = sum
  end
end

local function transposed(u, v, n)
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do sum = sum + at(j, i) * u[j] end
    v[i] = sum
  end
end

local function bench(n)
  local u, v, t = {}, {}, {}
  for i = 0, n - 1 do u[i] = 1.0 end
  for _ = 1, 10 do
    times(u, t, n)
    transposed(t, v, n)
    times(v, t, n)
    transposed(t, u, n)
  end
  local uv, vv = 0.0, 0.0
  for i = 0, n - 1 do
    uv = uv + u[i] * v[i]
    vv = vv + v[i] * v[i]
  end
  return string.format("%.9f", math.sqrt(uv / vv))
end

local n = tonumber(arg[1]) or 1600
local start = os.clock()
print("spectral " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
