import Domain

/// A visit written as `AppointmentBody` is, for lists.
struct AppointmentRow: JSONWritable {
    let visit: AppointmentDetails
    let company: Company.ID

    func write(to json: inout JSONWriter) {
        json.object { json in
            writeFirst(to: &json)
            writeRest(to: &json)
        }
    }

    private func writeFirst(to json: inout JSONWriter) {
        let appointment = visit.appointment
        if let chat = visit.chatID {
            json.name("chatId")
            json.value(chat)
        }
        json.name("companyId")
        json.value(company)
        json.name("confirmadoCliente")
        json.value(appointment.isConfirmedByCustomer)
        json.name("confirmadoEmpresa")
        json.value(appointment.isConfirmedByShop)
        json.name("createdAt")
        json.value(appointment.createdAt)
        json.name("dataAgendamento")
        json.value(appointment.slot.day)
        json.name("duracaoMinutos")
        json.value(appointment.slot.minutes)
        json.name("horaAgendamento")
        json.value(appointment.slot.start)
        json.name("id")
        json.value(appointment.id)
        if let reason = appointment.cancelReason {
            json.name("motivoCancelamento")
            json.value(reason)
        }
        json.name("observacoes")
        json.value(appointment.notes)
    }

    private func writeRest(to json: inout JSONWriter) {
        let appointment = visit.appointment
        json.name("petId")
        json.value(visit.pet.id)
        json.name("petNome")
        json.value(visit.pet.name)
        if let coat = visit.pet.coat {
            json.name("petPelagem")
            json.value(coat)
        }
        if let size = visit.pet.size {
            json.name("petPorte")
            json.value(size)
        }
        if let species = visit.pet.species {
            json.name("petTipo")
            json.value(species)
        }
        json.name("preco")
        json.value(appointment.price)
        if let professional = appointment.professionalID {
            json.name("professionalId")
            json.value(professional)
        }
        json.name("serviceId")
        json.value(appointment.serviceID)
        json.name("serviceName")
        json.value(visit.serviceName)
        json.name("servicoNome")
        json.value(visit.serviceName)
        json.name("status")
        json.value(appointment.status)
        json.name("tutorId")
        json.value(appointment.tutorID)
        json.name("tutorNome")
        json.value(visit.tutorName)
        if let phone = visit.tutorPhone {
            json.name("tutorTelefone")
            json.value(phone)
        }
        json.name("updatedAt")
        json.value(appointment.updatedAt)
    }
}
