-- Load for wrk: what is asked comes in the environment, what was found goes out as one line for a shell.
--   TARGET   by-id | visit | body | get
--   ROUTE    its path; by-id adds a number from 1 to MOST
--   BODY     sent by POST, for body
--   ONCE     so many requests at the same time, and no more
--   START    number of the first visit, so that no run takes a place of another

local target = os.getenv("TARGET") or "get"
local route = os.getenv("ROUTE") or "/"
local most = tonumber(os.getenv("MOST") or "1")
local body = os.getenv("BODY")
local number = tonumber(os.getenv("START") or "0")

local once = tonumber(os.getenv("ONCE") or "0")
local begun = 0

-- Asked before each request of a connection, in milliseconds.
if once > 0 then
    function delay()
        begun = begun + 1
        return begun <= once and 0 or 3600000
    end
end

function init()
    local token = os.getenv("TOKEN")
    if token then wrk.headers["Authorization"] = "Bearer " .. token end
    if target == "visit" or target == "body" then
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
    end
    math.randomseed(7)
end

-- A visit for each hour from the day after tomorrow on, each by another customer than the one before. After ten years
-- it begins anew: each hour has twenty places.
local function visit()
    local day = os.date("!%Y-%m-%d", os.time() + 86400 * (2 + math.floor(number / 24) % 3600))
    local customer = number % most + 1
    local text = string.format(
        '{"tutorNome":"Cliente %d","tutorTelefone":"%d","petNome":"Thor %d","serviceId":%d,'
            .. '"dataAgendamento":"%s","horaAgendamento":"%02d:00"}',
        customer, 5511900000000 + customer, customer, number % 10 + 1, day, number % 24)
    number = number + 1
    return wrk.format(nil, route, nil, text)
end

function request()
    if target == "by-id" then return wrk.format(nil, route .. math.random(most)) end
    if target == "visit" then return visit() end
    if target == "body" then return wrk.format(nil, route, nil, body) end
    return wrk.format(nil, route)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        "found requests=%d microseconds=%d p50=%d p99=%d failed=%d\n", summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
