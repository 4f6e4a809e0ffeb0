import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("The chats of a shop over the API") struct ConversationRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private func items(_ answer: Site.Answer, _ key: String = "data") -> [[String: Any]] {
        answer.json[key] as? [[String: Any]] ?? []
    }

    @Test("a list has the keys that every reader looks for")
    func list() async throws {
        let answer = try await site.get("/api/conversations", as: shop)
        #expect(answer.status == .ok)
        #expect(answer.at("pagination", "limit") == 20)
        #expect(answer.at("pagination", "hasMore") == false)
        #expect(answer.at("total") == 1)
        let chat = try #require(items(answer).first)
        #expect(items(answer, "conversations").count == 1)
        for key in [
            "id", "chatId", "companyId", "clientName", "clientPhone", "lastMessage", "lastMessageAt", "unreadCount",
            "status", "createdAt", "updatedAt", "chat_id", "tutor_id", "tutor_nome", "tutor_telefone", "data_inicio",
            "duracao_minutos", "resumo", "intencao", "sentimento_predominante", "converteu", "acoes_ia",
            "last_interaction", "last_status", "last_service", "total_messages", "ai_paused",
        ] {
            #expect(chat[key] != nil, "\(key)")
        }
        #expect(chat["clientName"] as? String == "Carla")
        #expect(chat["clientPhone"] as? String == "5511900000001")
        #expect(chat["unreadCount"] as? Int == 1)
        #expect(chat["last_service"] as? String == "Banho")
        #expect(chat["total_messages"] as? Int == 2)
    }

    @Test(
        "filters narrow the list; a wrong one is told",
        arguments: [
            ("status=new", 1), ("status=archived", 0), ("status=confirmado", 1), ("status=cancelado", 0),
            ("search=carl", 1), ("search=%25", 0), ("startDate=2026-03-03", 0), ("dateTo=2026-03-02", 1),
            ("endDate=2026-03-01T00:00:00.000Z", 0), ("tutorId=4503599627370495", 0), ("page=2&limit=1", 0),
        ])
    func filters(query: String, count: Int) async throws {
        let answer = try await site.get("/api/conversations?\(query)", as: shop)
        #expect(items(answer).count == count)
        #expect(try await site.get("/api/conversations?status=x", as: shop).status == .badRequest)
        #expect(try await site.get("/api/conversations?startDate=ontem", as: shop).status == .badRequest)
    }

    @Test(
        "one chat is the same by each of its names",
        arguments: [
            "5511900000001@c.us", "5511900000001%40c.us", "5511900000001", "11900000001", "id",
        ])
    func names(name: String) async throws {
        let answer = try await site.get("/api/conversations/\(name == "id" ? "\(shop.conversation)" : name)", as: shop)
        #expect(answer.at("data", "id") == Int(shop.conversation.rawValue))
        #expect(answer.at("data", "conversation", "totalMessages") == 2)
        #expect(answer.at("data", "conversation", "tutorNome") == "Carla")
        let bodies = answer.at("data", "messages", as: [[String: Any]].self)?.compactMap { $0["body"] as? String }
        #expect(bodies == ["Oi", "Olá!"])
    }

    @Test("messages come newest first, or oldest first when asked")
    func messages() async throws {
        let path = "/api/conversations/5511900000001@c.us/messages"
        let newest = try await site.get(path, as: shop)
        #expect(items(newest).map { $0["body"] as? String } == ["Olá!", "Oi"])
        #expect(items(newest, "messages").count == 2)
        let first = try #require(items(newest).first)
        #expect(first["fromMe"] as? Bool == true)
        #expect(first["sender"] as? String == "ai")
        #expect(first["author"] as? String == "agent")
        #expect(first["ack"] as? Int == 0)
        #expect(first["to"] as? String == "5511900000001@c.us")
        let oldest = try await site.get("\(path)?orderBy=asc&limit=1&page=2", as: shop)
        #expect(items(oldest).map { $0["body"] as? String } == ["Olá!"])
        #expect(oldest.at("pagination", "total") == 2)
        #expect(try await site.get("\(path)?orderBy=id", as: shop).status == .badRequest)
    }

    @Test(
        "a chat that is not there has no messages, and is itself not found",
        arguments: [
            "5511955554444@c.us", "5511955554444", "4503599627370495", "x%20y", "0",
        ])
    func missing(name: String) async throws {
        let messages = try await site.get("/api/conversations/\(name)/messages", as: shop)
        #expect(messages.status == .ok)
        #expect(messages.at("total") == 0)
        #expect(try await site.get("/api/conversations/\(name)", as: shop).status == .notFound)
        for (method, act, body) in [
            (HTTPRequest.Method.patch, "status", #"{"status": "new"}"#), (.patch, "read", ""),
            (.post, "reply", #"{"text": "Oi"}"#), (.post, "pause", ""), (.post, "resume", ""),
        ] {
            #expect(
                try await site.send(method, "/api/conversations/\(name)/\(act)", body, as: shop).status == .notFound)
        }
    }

    @Test("another company's chat is answered as one that does not exist, whatever is asked of it")
    func foreign() async throws {
        let (stranger, missing) = (site.shops.second, "4503599627370495")
        let own = "\(shop.conversation)"
        for suffix in ["", "/messages"] {
            let foreign = try await site.get("/api/conversations/\(own)\(suffix)", as: stranger)
            #expect(foreign == (try await site.get("/api/conversations/\(missing)\(suffix)", as: stranger)))
        }
        for (method, act, body) in [
            (HTTPRequest.Method.patch, "status", #"{"status": "archived"}"#), (.patch, "read", ""),
            (.post, "reply", #"{"text": "Oi"}"#), (.post, "pause", ""), (.post, "resume", ""),
        ] {
            let foreign = try await site.send(method, "/api/conversations/\(own)/\(act)", body, as: stranger)
            #expect(foreign.status == .notFound)
        }
        let after = try await site.get("/api/conversations/\(own)", as: shop)
        #expect(after.at("data", "status") == "new")
        #expect(after.at("data", "ai_paused") == false)
        #expect(after.at("total") == 2)
    }

    @Test("a chat is filed, read, answered by a human, paused and given back")
    func acts() async throws {
        let path = "/api/conversations/5511900000001"
        let filed = try await site.send(.patch, "\(path)/status", #"{"status": "archived"}"#, as: shop)
        #expect(filed.at("data", "status") == "archived")
        #expect(try await site.send(.patch, "\(path)/read", "", as: shop).status == .ok)
        #expect(try await site.get(path, as: shop).at("data", "unreadCount") == 0)
        let sent = try await site.send(.post, "\(path)/reply", #"{"text": " Já vou! "}"#, as: shop)
        #expect(sent.status == .created)
        #expect(sent.at("data", "author") == "human")
        #expect(sent.at("data", "sender") == "ai")
        #expect(sent.at("data", "body") == "Já vou!")
        #expect(sent.at("data", "delivery") == "pending")
        #expect(sent.at("conversation", "pausedUntil") == "2026-03-02T13:00:00.000Z")
        let freed = try await site.send(.post, "\(path)/resume", "", as: shop)
        #expect(freed.at("data", "aiPaused") == false)
        let paused = try await site.send(.post, "\(path)/pause", #"{"minutes": 10}"#, as: shop)
        #expect(paused.at("data", "ai_paused") == true)
        site.shops.clock.advance(seconds: 601)
        #expect(try await site.get(path, as: shop).at("data", "aiPaused") == false, "a pause ends by itself")
    }

    @Test("a message that was given up is listed, and sent again when asked; what is not given up is not")
    func parked() async throws {
        let path = "/api/conversations/\(shop.conversation)"
        #expect(try await site.get("/api/outbox/parked", as: shop).at("total") == 0)
        let error = String(repeating: "x", count: 500)
        try await site.shops.database.write(shop.scope) { [shop] in try OutboxDAO($0).park(shop.reply, error: error) }
        let list = try await site.get("/api/outbox/parked", as: shop)
        let entry = try #require(items(list).first)
        #expect(entry["body"] as? String == "Olá!")
        #expect(entry["chatId"] as? String == "5511900000001@c.us")
        #expect((entry["error"] as? String)?.count == 300)
        #expect(try await site.get("/api/outbox/parked", as: site.shops.second).at("total") == 0)
        let id = try #require(entry["id"] as? Int)
        let stranger = try await site.send(.post, "\(path)/messages/\(id)/retry", "", as: site.shops.second)
        #expect(stranger.status == .notFound)
        #expect(try await site.send(.post, "\(path)/messages/77/retry", "", as: shop).status == .notFound)
        #expect(try await site.send(.post, "\(path)/messages/x/retry", "", as: shop).status == .notFound)
        #expect(try await site.send(.post, "\(path)/messages/\(id)/retry", "", as: shop).status == .ok)
        #expect(try await site.send(.post, "\(path)/messages/\(id)/retry", "", as: shop).status == .conflict)
    }

    @Test("a timeline shows how far WhatsApp says a message came, edits, reactions and what was taken back")
    func changes() async throws {
        try await site.shops.database.write(shop.scope) { [shop] tx in
            try MessageChangesDAO(tx).edit(shop.message, to: "Oi, tudo bem?")
            try MessageChangesDAO(tx).setReaction("👍", to: shop.message)
            try MessageChangesDAO(tx).revoke(shop.message, at: shop.clock.now)
            guard let reply = try OutboxDAO(tx).find(shop.reply)?.messageID else { return }
            try OutboxDAO(tx).noteSent(shop.reply, at: shop.clock.now)
            try MessageChangesDAO(tx).setDelivery(.read, of: reply)
            try ConversationsDAO(tx).pause(
                shop.conversation, until: shop.clock.now.adding(seconds: 60), reason: .phone)
        }
        let lines = items(try await site.get("/api/conversations/\(shop.conversation)/messages?orderBy=asc", as: shop))
        #expect(lines.first?["original"] as? String == "Oi")
        #expect(lines.first?["reaction"] as? String == "👍")
        #expect(lines.first?["isRevoked"] as? Bool == true)
        #expect(lines.last?["ack"] as? Int == 3)
        let chat = try await site.get("/api/conversations/\(shop.conversation)", as: shop)
        #expect(chat.at("data", "pauseReason") == "phone")
    }

    @Test("what is no text, too long or no time is refused")
    func refusals() async throws {
        let path = "/api/conversations/\(shop.conversation)"
        let long = String(repeating: "x", count: 4097)
        for body in ["{}", #"{"text": " "}"#, #"{"text": "\#(long)"}"#, #"{"text": "a\u0000"}"#] {
            #expect(try await site.send(.post, "\(path)/reply", body, as: shop).status == .badRequest)
        }
        #expect(try await site.send(.post, "\(path)/pause", #"{"minutes": 0}"#, as: shop).status == .badRequest)
        #expect(try await site.send(.patch, "\(path)/status", #"{"status": "novo"}"#, as: shop).status == .badRequest)
    }

    @Test("the summary is counted")
    func summary() async throws {
        let answer = try await site.get("/api/conversations/stats/summary", as: shop)
        #expect(answer.at("data", "conversations", "totalMessages") == 2)
        #expect(answer.at("data", "appointments", "confirmed") == 1)
        #expect(answer.at("data", "activity", "last24Hours") == 1)
        #expect(answer.at("data", "revenue", "averagePrice") == 0.0, "nothing is finished")
        #expect(answer.at("data", "revenue", "totalRevenue") == 0.0)
    }
}
