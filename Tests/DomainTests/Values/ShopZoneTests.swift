import Domain
import Testing

/// America/Sao_Paulo kept summer time until February 2019, with its changes at midnight.
@Suite struct ShopZoneTests {
    private static func moment(_ utc: String) -> Moment {
        Moment(milliseconds: Int64(LocalDateTime.wall(utc).wallMinutes) * 60_000)
    }

    @Test(
        "the wall shows the hour of its zone and season",
        arguments: [
            ("2026-03-02 12:00", "2026-03-02 09:00"), ("2026-01-01 02:59", "2025-12-31 23:59"),
            // Summer time of 2018 began at midnight of November 4th, and ended at midnight of February 17th.
            ("2018-11-04 02:59", "2018-11-03 23:59"), ("2018-11-04 03:00", "2018-11-04 01:00"),
            ("2019-02-17 01:59", "2019-02-16 23:59"), ("2019-02-17 02:00", "2019-02-16 23:00"),
            ("2019-02-17 03:00", "2019-02-17 00:00"),
        ])
    func wall(utc: String, local: String) {
        #expect(ShopZone.saoPaulo.wall(at: Self.moment(utc)) == .wall(local))
    }

    @Test(
        "a wall time becomes its moment; a skipped one as many minutes after the change, a doubled one the first",
        arguments: [
            ("2026-03-02 09:00", "2026-03-02 12:00"), ("2026-03-02 24:00", "2026-03-03 03:00"),
            ("2018-11-03 23:59", "2018-11-04 02:59"), ("2018-11-04 00:00", "2018-11-04 03:00"),
            ("2018-11-04 00:30", "2018-11-04 03:30"), ("2018-11-04 01:00", "2018-11-04 03:00"),
            ("2018-11-04 10:00", "2018-11-04 12:00"), ("2019-02-16 22:59", "2019-02-17 00:59"),
            ("2019-02-16 23:30", "2019-02-17 01:30"), ("2019-02-17 00:00", "2019-02-17 03:00"),
        ])
    func moment(local: String, utc: String) {
        #expect(ShopZone.saoPaulo.moment(of: .wall(local)) == Self.moment(utc))
    }

    @Test(
        "there and back again, every half hour of the years with summer time and one without",
        arguments: ["America/Sao_Paulo", "America/Manaus", "America/Noronha", "America/New_York", "Asia/Kolkata"])
    func roundTrip(name: String) throws {
        let zone = try #require(ShopZone(identifier: name))
        var moment = Self.moment("2017-01-01 00:00")
        let end = Self.moment("2020-12-31 00:00")
        while moment < end {
            let wall = zone.wall(at: moment)
            let back = zone.moment(of: wall)
            // The second of two equal wall times comes back as the first, an hour earlier.
            let isSecondOfTwo = back == moment.adding(seconds: -3600) && zone.wall(at: back) == wall
            guard back == moment || isSecondOfTwo else {
                Issue.record("\(moment.iso8601) in \(name)")
                return
            }
            moment = moment.adding(seconds: 1800)
        }
    }

    @Test("seconds are dropped, also before 1970")
    func seconds() {
        #expect(ShopZone.saoPaulo.wall(at: Moment(milliseconds: 59_999)) == .wall("1969-12-31 21:00"))
        #expect(ShopZone.saoPaulo.wall(at: Moment(milliseconds: -1)) == .wall("1969-12-31 20:59"))
    }

    @Test("a zone that does not exist is none", arguments: ["", "Brasília", "America/Atlantis"])
    func unknown(name: String) {
        #expect(ShopZone(identifier: name) == nil)
    }
}
