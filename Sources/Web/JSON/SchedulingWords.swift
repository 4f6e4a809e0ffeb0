import Domain

extension SchedulingError {
    /// Why, for people.
    var sentence: String {
        switch self {
        case .slotTaken: "Horário lotado: não há vaga neste horário."
        case .closed(let day): "Fora do horário de funcionamento de \(day.weekday.portugueseName)."
        case .holiday(let day, let holiday): "Não abrimos em \(day.brazilian): é feriado (\(holiday.portugueseName))."
        case .blocked(let day, let reason):
            "Data bloqueada: não atendemos em \(day.brazilian)\(reason.isEmpty ? "" : " (\(reason))") neste horário."
        case .dayFull(let day, let most): "Dia lotado: \(day.brazilian) já tem \(most) visitas, o máximo de um dia."
        case .past: "Este horário já passou."
        case .tooSoon(let notice): "É preciso marcar com pelo menos \(Self.length(notice)) de antecedência."
        case .tooFar(let last): "Por enquanto a agenda está aberta só até \(last.brazilian)."
        case .nobodyFree: "Horário lotado: nenhum profissional que faz este serviço está livre neste horário."
        case .professionalBusy(let name): "\(name) não está livre neste horário."
        case .resourceTaken(let name): "Horário lotado: o recurso \(name) já está em uso neste horário."
        case .cannotServe(let name): "\(name) não faz este serviço."
        case .unknownProfessional: "Profissional inexistente ou inativo."
        case .unknownService: "Serviço inexistente ou inativo."
        case .unknownPet: "Não encontramos este pet."
        case .unknownVisit: "Não encontramos esta visita."
        case .notAllowed(let status): "Esta visita está \(status.portugueseName) e não aceita esta mudança."
        case .cancellationClosed: "Os cancelamentos são feitos pela equipe da loja."
        case .cancellationTooLate(let notice):
            "O cancelamento precisa ser feito com pelo menos \(Self.length(notice)) de antecedência."
        }
    }

    private static func length(_ minutes: Int) -> String {
        if minutes < 60 { return "\(minutes) minutos" }
        let hours = minutes / 60 == 1 ? "1 hora" : "\(minutes / 60) horas"
        return minutes % 60 == 0 ? hours : "\(hours) e \(minutes % 60) minutos"
    }
}

extension LocalDay {
    /// "02/03/2026".
    fileprivate var brazilian: String {
        let iso = description
        return "\(iso.suffix(2))/\(iso.dropFirst(5).prefix(2))/\(iso.prefix(4))"
    }
}
