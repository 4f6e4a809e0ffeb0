import Domain

@testable import Storage

/// The queries of professionals and resources.
enum StaffQueries {
    private static let now = TwoCompanies.now
    private static let day = TwoCompanies.day

    private static var seriesFilters: [SeriesDAO.Filter] {
        let parts: [@Sendable (inout SeriesDAO.Filter) -> Void] = [
            { $0.petID = Identifier(7) }, { $0.tutorID = Identifier(7) }, { $0.status = .active },
        ]
        return (0..<(1 << parts.count)).map { mask in
            var filter = SeriesDAO.Filter()
            for (bit, part) in parts.enumerated() where mask >> bit & 1 == 1 { part(&filter) }
            return filter
        }
    }

    static var reads: [ProductQueries.Call] {
        others
            + seriesFilters.flatMap { filter -> [ProductQueries.Call] in
                [
                    (
                        "SeriesDAO.list(_:limit:offset:)",
                        { _ = try SeriesDAO($0).list(filter, limit: 20, offset: 20) }
                    ),
                    ("SeriesDAO.count(_:)", { _ = try SeriesDAO($0).count(filter) }),
                ]
            }
    }

    private static let others: [ProductQueries.Call] = [
        ("WaitlistDAO.find(_:)", { _ = try WaitlistDAO($0).find(Identifier(7)) }),
        ("WaitlistDAO.list(_:limit:offset:)", { _ = try WaitlistDAO($0).list(nil, limit: 20, offset: 20) }),
        ("WaitlistDAO.list(_:limit:offset:)", { _ = try WaitlistDAO($0).list(.waiting, limit: 20, offset: 20) }),
        ("WaitlistDAO.count(_:)", { _ = try WaitlistDAO($0).count(nil) }),
        ("WaitlistDAO.count(_:)", { _ = try WaitlistDAO($0).count(.waiting) }),
        ("WaitlistDAO.next(on:after:)", { _ = try WaitlistDAO($0).next(on: day, after: Identifier(7)) }),
        (
            "WaitlistDAO.holds(from:to:except:at:)",
            { _ = try WaitlistDAO($0).holds(from: day, to: day.adding(days: 7), except: Identifier(7), at: now) }
        ),
        ("SeriesDAO.find(_:)", { _ = try SeriesDAO($0).find(Identifier(7)) }),
        ("SeriesDAO.open(of:from:)", { _ = try SeriesDAO($0).open(of: Identifier(7), from: day) }),
        ("SeriesDAO.served(_:_:)", { _ = try SeriesDAO($0).served(Identifier(7), Identifier(1)) }),
        ("SeriesDAO.served(_:_:)", { _ = try SeriesDAO($0).served(Identifier(7), nil) }),
        ("ProfessionalsDAO.all()", { _ = try ProfessionalsDAO($0).all() }),
        ("ProfessionalsDAO.find(_:)", { _ = try ProfessionalsDAO($0).find(Identifier(1)) }),
        ("ResourcesDAO.all()", { _ = try ResourcesDAO($0).all() }),
        ("ResourcesDAO.find(_:)", { _ = try ResourcesDAO($0).find(Identifier(1)) }),
        (
            "AppointmentsDAO.held(from:to:except:)",
            { _ = try AppointmentsDAO($0).held(from: day, to: day.adding(days: 7)) }
        ),
    ]

    private static let waiter = Waiter(
        id: Identifier(7), tutorID: Identifier(7), petID: Identifier(7), serviceID: Identifier(1), firstDay: day,
        lastDay: day, createdAt: now)

    private static let series = VisitSeries(
        id: Identifier(7), tutorID: Identifier(7), petID: Identifier(7), serviceID: Identifier(1), every: 14,
        time: .midnight, next: day)

    static let writes: [ProductQueries.Call] = [
        ("WaitlistDAO.insert(_:at:)", { try WaitlistDAO($0).insert(waiter, at: now) }),
        ("WaitlistDAO.update(_:at:)", { _ = try WaitlistDAO($0).update(waiter, at: now) }),
        (
            "WaitlistDAO.settle(_:_:on:at:)",
            { _ = try WaitlistDAO($0).settle(Identifier(7), Identifier(1), on: day, at: now) }
        ),
        ("SeriesDAO.insert(_:at:)", { try SeriesDAO($0).insert(series, at: now) }),
        ("SeriesDAO.update(_:at:)", { _ = try SeriesDAO($0).update(series, at: now) }),
        ("SeriesDAO.tie(_:to:)", { try SeriesDAO($0).tie(Identifier(7), to: Identifier(7)) }),
        ("ErasureDAO.deletePlans(of:)", { try ErasureDAO($0).deletePlans(of: Identifier(1199)) }),
        (
            "ProfessionalsDAO.insert(_:at:)",
            { try ProfessionalsDAO($0).insert(Professional(id: Identifier(1), name: "Bia"), at: now) }
        ),
        (
            "ProfessionalsDAO.update(_:at:)",
            { _ = try ProfessionalsDAO($0).update(Professional(id: Identifier(1), name: "Bia"), at: now) }
        ),
        ("ProfessionalsDAO.delete(_:)", { _ = try ProfessionalsDAO($0).delete(Identifier(1)) }),
        (
            "ResourcesDAO.insert(_:at:)",
            { try ResourcesDAO($0).insert(Resource(id: Identifier(1), name: "Banheira", capacity: 2), at: now) }
        ),
        (
            "ResourcesDAO.update(_:at:)",
            { _ = try ResourcesDAO($0).update(Resource(id: Identifier(1), name: "Banheira", capacity: 2), at: now) }
        ),
        ("ResourcesDAO.delete(_:)", { _ = try ResourcesDAO($0).delete(Identifier(1)) }),
    ]
}
