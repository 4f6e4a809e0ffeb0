extension Migration {
    static let appointments = Migration(4, "appointments", tenantTables: ["appointments"]) {
        """
        CREATE TABLE rls$appointments (
            company_id           BIGINT NOT NULL,
            id                   BIGINT NOT NULL,
            tutor_id             BIGINT NOT NULL,
            pet_id               BIGINT NOT NULL,
            service_id           BIGINT NOT NULL,
            data_agendamento     TEXT NOT NULL,     -- shop-local day, 2026-03-01
            hora_agendamento     TEXT NOT NULL,     -- shop-local time, 14:30
            duracao_minutos      BIGINT NOT NULL CHECK (duracao_minutos BETWEEN 1 AND 1440),
            preco                BIGINT NOT NULL,
            status               TEXT NOT NULL CHECK (status IN
                ('pendente', 'confirmado', 'em_atendimento', 'concluido', 'cancelado', 'nao_compareceu')),
            observacoes          TEXT NOT NULL DEFAULT '',
            motivo_cancelamento  TEXT,
            idempotency_key      TEXT,              -- a turn run twice books once
            created_at           BIGINT NOT NULL,
            updated_at           BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            UNIQUE (company_id, idempotency_key),
            FOREIGN KEY (company_id, tutor_id) REFERENCES rls$tutors (company_id, id),
            FOREIGN KEY (company_id, pet_id) REFERENCES rls$pets (company_id, id),
            FOREIGN KEY (company_id, service_id) REFERENCES rls$services (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$appointments_by_day
            ON rls$appointments (company_id, data_agendamento, hora_agendamento, id);
        CREATE INDEX rls$appointments_by_tutor
            ON rls$appointments (company_id, tutor_id, data_agendamento, hora_agendamento, id);
        CREATE INDEX rls$appointments_by_pet ON rls$appointments (company_id, pet_id);
        CREATE INDEX rls$appointments_by_service
            ON rls$appointments (company_id, service_id, data_agendamento, hora_agendamento, id);
        CREATE INDEX rls$appointments_by_status
            ON rls$appointments (company_id, status, data_agendamento, hora_agendamento, id);
        """
    }
}
