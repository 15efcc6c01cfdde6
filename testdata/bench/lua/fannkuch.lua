-- The twin of fannkuch.go.
local function int(x) return string.format("%d", x) end

local function bench(n)
  local perm, p, count = {}, {}, {}
  for i = 0, n - 1 do perm[i] = i; count[i] = 0 end
  local most, sum, r, sign = 0, 0, n, 1
  while true do
    while r > 1 do count[r - 1] = r; r = r - 1 end
    for i = 0, n - 1 do p[i] = perm[i] end
    local flips, first = 0, p[0]
    while first ~= 0 do
      local i, j = 0, first
      while i < j do
        p[i], p[j] = p[j], p[i]
        i, j = i + 1, j - 1
      end
      flips = flips + 1
      first = p[0]
    end
    if flips > most then most = flips end
    sum = sum + sign * flips
    sign = -sign
    while true do
      if r == n then return int(sum) .. " " .. int(most) end
      local head = perm[0]
      for i = 0, r - 1 do perm[i] = perm[i + 1] end
      perm[r] = head
      count[r] = count[r] - 1
      if count[r] > 0 then break end
      r = r + 1
    end
  end
end

local n = tonumber(arg[1]) or 10
local start = os.clock()
print("fannkuch " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
