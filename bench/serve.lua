-- For wrk: one address after the other from the file $ADDRESSES; in the end the 95th percentile.
local addresses = {}
for line in io.lines(os.getenv("ADDRESSES")) do addresses[#addresses + 1] = line end
local at = 0
function init() math.randomseed(7) at = math.random(#addresses) end
function request()
    at = at % #addresses + 1
    return wrk.format("GET", addresses[at])
end
function done(summary, latency)
    io.write(string.format("p95_ms %.1f requests %d failed %d\n", latency:percentile(95) / 1000, summary.requests,
        summary.errors.status + summary.errors.read + summary.errors.timeout))
end
