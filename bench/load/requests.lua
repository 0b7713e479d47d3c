-- Sends the bodies of a file, one a line, in turn. BODIES names the file, AUTHORIZATION what is sent with each.
local bodies = {}
for line in io.lines(os.getenv('BODIES')) do bodies[#bodies + 1] = line end
local headers = { ['content-type'] = 'application/json' }
if os.getenv('AUTHORIZATION') then headers['authorization'] = os.getenv('AUTHORIZATION') end
local turn = 0

function request()
  turn = turn % #bodies + 1
  return wrk.format('POST', '/graphql', headers, bodies[turn])
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('RESULT {"requests":%d,"seconds":%.4f,"p50":%.3f,"p99":%.3f,"errors":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
