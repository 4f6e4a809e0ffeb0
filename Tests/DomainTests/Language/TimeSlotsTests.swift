import Testing

@testable import Domain

/// The clock on the wall shows Wednesday, March 4, 2026, 10:00.
@Suite("Days and times in customers' words")
struct TimeSlotsTests {
    @Test("a day is read as the day the customer means", arguments: Self.dayPhrases)
    func day(text: String, day: DayReading?) { #expect(read(text).day == day) }

    @Test("a time is read as the time the customer means", arguments: Self.timePhrases)
    func time(text: String, time: ClockReading?) { #expect(read(text).time == time) }

    private static let dayPhrases: [(String, DayReading?)] = [
        ("hoje", on("03-04")), ("hj a tarde", on("03-04")), ("amanhã", on("03-05")), ("amnh cedo", on("03-05")),
        ("depois de amanhã", on("03-06")), ("dps de amanha", on("03-06")), ("sexta", on("03-06")),
        ("na sexta-feira", on("03-06")),
        ("sab", on("03-07")), ("3a feira", on("03-10")), ("2ª feira", on("03-09")), ("terça", on("03-10")),
        ("dia 15", on("03-15")), ("dia 2", on("04-02")), ("15/03", on("03-15")), ("1/3", .on(date("2027-03-01"))),
        ("dia 20 de abril", on("04-20")), ("quinze de março", on("03-15")), ("daqui a duas semanas", on("03-18")),
        ("daqui 3 dias", on("03-07")), ("sábado que vem", .ambiguous([date("2026-03-07"), date("2026-03-14")])),
        ("quinta que vem", .ambiguous([date("2026-03-05"), date("2026-03-12")])), ("segunda que vem", on("03-09")),
        ("próximo domingo", .ambiguous([date("2026-03-08"), date("2026-03-15")])),
        ("quarta", .ambiguous([date("2026-03-11"), date("2026-03-04")])), ("quarta às 9h", on("03-11")),
        ("quarta às 15:00", on("03-04")), ("nessa quarta", on("03-04")), ("quarta da semana que vem", on("03-11")),
        ("semana que vem na quinta", on("03-12")), ("dia 10 do mês que vem", on("04-10")),
        ("semana que vem", .between(date("2026-03-09"), date("2026-03-15"))),
        ("fim de semana", .between(date("2026-03-07"), date("2026-03-08"))),
        ("de segunda a quarta", .between(date("2026-03-09"), date("2026-03-11"))),
        ("31/02", .impossible), ("30 de fevereiro", .impossible), ("dia 32", .impossible),
        ("sexta dia 15", .weekdayConflict(date: date("2026-03-15"), said: .friday)),
        ("terça, 10 de março", on("03-10")),
        ("amanhã, sexta", .weekdayConflict(date: date("2026-03-05"), said: .friday)),
        ("ontem", .past(date("2026-03-03"))),
        ("quinta ou sexta", .ambiguous([date("2026-03-05"), date("2026-03-06")])),
        ("não, quinta", on("03-05")), ("amanhã, quer dizer, sexta", on("03-06")),
        ("não posso sexta, pode ser sábado?", on("03-07")), ("sexta não dá", nil),
        ("mudar de sexta pra sábado", on("03-07")), ("hoje ele tá sujo, quero marcar pra amanhã", on("03-05")),
        ("tiradentes", on("04-21")), ("sexta-feira santa", on("04-03")), ("véspera de natal", on("12-24")),
        ("a partir do dia 12", .from(date("2026-03-12"))), ("preciso até sexta", .until(date("2026-03-06"))),
        ("obrigada, até sexta", nil),
        ("bom dia, tem horário?", nil), ("ele tem 2 anos", nil), ("a segunda opção", nil), ("vou ter que ver", nil),
        ("meu telefone é 11 98765-4321", nil), ("custa R$ 15,00?", nil), ("tenho 2 cachorros", nil), ("10 kg", nil),
        ("todo dia", nil), ("no mesmo dia", nil),
        ("sábado 15", .weekdayConflict(date: date("2026-03-15"), said: .saturday)),
        ("depois eu vejo", nil), ("dia 31/04", .impossible), ("dia 15/03 às 14h", on("03-15")), ("agora não", nil),
        ("pra agora", on("03-04")), ("segunda vez que peço", nil), ("rua 7 de setembro, 120", nil),
        ("amanhã, senão sábado", .ambiguous([date("2026-03-05"), date("2026-03-07")])), ("terça agora", on("03-10")),
    ]

    private static let timePhrases: [(String, ClockReading?)] = [
        ("15h", .at(clock(15))), ("às 15", .at(clock(15))), ("15hs", .at(clock(15))), ("15:00", .at(clock(15))),
        ("14h30", .at(clock(14, 30))),
        ("14:30h", .at(clock(14, 30))), ("às 3", .ambiguous([clock(15), clock(3)])),
        ("as 9", .ambiguous([clock(9), clock(21)])),
        ("às 3 da tarde", .at(clock(15))), ("9 da manhã", .at(clock(9))), ("umas 10h", .at(clock(10))),
        ("meio-dia", .at(clock(12))), ("meio dia e meia", .at(clock(12, 30))),
        ("duas e meia da tarde", .at(clock(14, 30))),
        ("quinze pras três da tarde", .at(clock(14, 45))), ("entre 14 e 16h", .between(clock(14), clock(16))),
        ("das 14 às 16", .between(clock(14), clock(16))), ("das 9 às 2", .between(clock(9), clock(14))),
        ("das 8 às 21h", .between(clock(8), clock(21))), ("de manhã", .part(.morning)), ("à tarde", .part(.afternoon)),
        ("qualquer horário de manhã", .part(.morning)), ("sábado de manhã", .part(.morning)),
        ("amanhã cedo", .part(.morning)),
        ("depois das 15h", .after(clock(15))), ("antes das 10", .before(clock(10))), ("até as 16h", .before(clock(16))),
        ("a partir das 13h", .after(clock(13))), ("hoje às 3", .at(clock(15))),
        ("às 10 ou 11", .ambiguous([clock(10), clock(11)])),
        ("depois do almoço", .part(.afternoon)), ("fim da tarde", .between(clock(16), clock(18))), ("25h", .impossible),
        ("12:61", .impossible), ("na verdade às 16h", .at(clock(16))), ("às 15h, não, 16h", .at(clock(16))),
        ("mudar das 14h pras 16h", .at(clock(16))), ("de manhã às 8", .at(clock(8))), ("a noite às 7", .at(clock(19))),
        ("boa tarde, quero marcar", nil), ("boa noite", nil), ("mais tarde eu falo", nil), ("ele tem 3 meses", nil),
        ("banho pros 2 cachorros", nil), ("R$ 15", nil), ("15 reais", nil), ("as duas cachorras", nil),
        ("demora 2 horas?", nil), ("rua 15, 230", nil), ("12 quilos", nil), ("dia 15", nil), ("cheguei tarde", nil),
        ("demora 2h?", nil), ("banho de 2 horas", nil), ("às 1430", .at(clock(14, 30))),
        ("às 10,30", .at(clock(10, 30))), ("sábado às 10 ou domingo às 14", .ambiguous([clock(10), clock(14)])),
        ("1 banho", nil), ("atendem 24h?", nil), ("às 8h da noite", .at(clock(20))),
        ("15 pra 4", .ambiguous([clock(15, 45), clock(3, 45)])), ("14h ao invés de 15h", .at(clock(14))),
        ("tel 3456-7890", nil),
    ]

    @Test("a bare number answers the question that was asked")
    func bareNumbers() {
        #expect(read("15", .time).time == .at(Self.clock(15)))
        #expect(read("pode ser 9", .time).time == .ambiguous([Self.clock(9), Self.clock(21)]))
        #expect(read("amanhã 14", .dayOrTime).time == .at(Self.clock(14)))
        #expect(read("10 ou 11", .time).time == .ambiguous([Self.clock(10), Self.clock(11)]))
        #expect(read("entre 9 e 11", .dayOrTime).time == .between(Self.clock(9), Self.clock(11)))
        #expect(read("930", .time).time == .at(Self.clock(9, 30)))
        #expect(read("qualquer um", .time).isEmptyOfTime)
        #expect(read("20", .day).day == Self.on("03-20"))
        #expect(read("15").isEmptyOfTime)
    }

    @Test(
        "taking something back is marked as a correction",
        arguments: [
            ("não, quinta", true), ("na verdade às 16h", true), ("aliás, sexta", true), ("quero na quinta", false),
            ("não", false), ("não tem vaga quinta?", false), ("sim", false), ("ops, é tosa", true),
        ])
    func correction(text: String, isCorrection: Bool) { #expect(read(text).isCorrection == isCorrection) }

    private func read(_ text: String, _ expecting: Domain.Expectation? = nil) -> MessageReading {
        var context = ReadingContext.sample
        context.expecting = expecting
        return MessageReader().read(text, in: context)
    }

    private static func date(_ text: String) -> LocalDay { LocalDay(iso: text) ?? LocalDay(number: 0) }
    private static func on(_ text: String) -> DayReading { .on(date("2026-\(text)")) }
    private static func clock(_ hour: Int, _ minute: Int = 0) -> LocalTime {
        LocalTime(hour: hour, minute: minute) ?? .midnight
    }
}

extension MessageReading {
    fileprivate var isEmptyOfTime: Bool { day == nil && time == nil }
}
