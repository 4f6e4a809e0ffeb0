/// Where a customer stands with the shop, told from their visits and messages alone.
///
/// No visit asked for: `discovery` without a message, `interest` with one. Visits asked for, none of which took
/// place: `decision` while one is on the calendar, else `consideration`. Visits that took place: `churnRisk` when
/// the last was more than 60 days ago and none is on the calendar; else `loyal` from the fifth on, `afterSale`
/// before.
package struct CustomerJourney: Sendable, Hashable {
    package enum Stage: String, Sendable, CaseIterable {
        case discovery = "descoberta"
        case interest = "interesse"
        case consideration = "consideracao"
        case decision = "decisao"
        case afterSale = "pos_venda"
        case loyal = "fidelizado"
        case churnRisk = "churn_risk"
    }

    package static let quietDays = 60
    package static let loyalVisits = 5

    package let stage: Stage
    /// True when a visit on the calendar will bring the next stage by itself.
    package let isReady: Bool

    package init(_ figures: TutorFigures, on today: LocalDay) {
        stage = Self.stage(figures, on: today)
        isReady = figures.open > 0
    }

    private static func stage(_ figures: TutorFigures, on today: LocalDay) -> Stage {
        if let last = figures.lastVisit {
            if today.days(since: last) > quietDays && figures.open == 0 { return .churnRisk }
            return figures.done >= loyalVisits ? .loyal : .afterSale
        }
        if figures.open > 0 { return .decision }
        if figures.asked > 0 { return .consideration }
        return figures.lastMessageAt == nil ? .discovery : .interest
    }

    /// The stage that should follow; nil at the end of the way.
    package var next: Stage? {
        switch stage {
        case .discovery: .interest
        case .interest, .consideration: .decision
        case .decision: .afterSale
        case .afterSale: .loyal
        case .loyal: nil
        case .churnRisk: .decision
        }
    }

    /// What the shop can do now, in Portuguese.
    package var advice: String {
        switch stage {
        case .discovery: "Apresente a loja e os serviços numa primeira mensagem."
        case .interest: "Responda às dúvidas e ofereça um horário."
        case .consideration: "Ofereça outro horário no lugar do que não aconteceu."
        case .decision: "Confirme o horário marcado e lembre o cliente no dia."
        case .afterSale: "Pergunte como foi o atendimento e sugira a próxima data."
        case .loyal: "Agradeça a preferência e mantenha a frequência combinada."
        case .churnRisk: "Faz mais de \(Self.quietDays) dias da última visita: chame o cliente de volta."
        }
    }
}
