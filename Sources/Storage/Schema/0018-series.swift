extension Migration {
    static let series = Migration(18, "series", tenantTables: ["visit_series", "waitlist"]) {
        """
        CREATE TABLE rls$visit_series (
            company_id       BIGINT NOT NULL,
            id               BIGINT NOT NULL,
            tutor_id         BIGINT NOT NULL,
            pet_id           BIGINT NOT NULL,
            service_id       BIGINT NOT NULL,
            professional_id  BIGINT,                -- NULL: whoever is free
            intervalo_dias   BIGINT NOT NULL CHECK (intervalo_dias BETWEEN 1 AND 365),
            hora             TEXT NOT NULL,         -- shop-local, 14:30
            proximo_dia      TEXT NOT NULL,         -- the first day not booked yet
            ultimo_dia       TEXT,
            status           TEXT NOT NULL CHECK (status IN ('ativa', 'pausada', 'encerrada')),
            observacoes      TEXT NOT NULL DEFAULT '',
            created_at       BIGINT NOT NULL,
            updated_at       BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            FOREIGN KEY (company_id, tutor_id) REFERENCES rls$tutors (company_id, id),
            FOREIGN KEY (company_id, pet_id) REFERENCES rls$pets (company_id, id),
            FOREIGN KEY (company_id, service_id) REFERENCES rls$services (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$visit_series_by_pet ON rls$visit_series (company_id, pet_id, id);
        CREATE INDEX rls$visit_series_by_tutor ON rls$visit_series (company_id, tutor_id, id);
        CREATE INDEX rls$visit_series_by_service ON rls$visit_series (company_id, service_id);
        CREATE INDEX rls$visit_series_by_status ON rls$visit_series (company_id, status, id);

        CREATE TABLE rls$waitlist (
            company_id            BIGINT NOT NULL,
            id                    BIGINT NOT NULL,
            tutor_id              BIGINT NOT NULL,
            pet_id                BIGINT NOT NULL,
            service_id            BIGINT NOT NULL,
            professional_id       BIGINT,           -- NULL: whoever is free
            primeiro_dia          TEXT NOT NULL,
            ultimo_dia            TEXT NOT NULL,
            periodo               TEXT NOT NULL CHECK (periodo IN ('qualquer', 'manha', 'tarde', 'noite')),
            status                TEXT NOT NULL CHECK (status IN
                ('esperando', 'oferecido', 'agendado', 'recusado', 'expirado', 'retirado')),
            reserva_dia           TEXT,             -- the place that is or was held, all five NULL before
            reserva_hora          TEXT,
            reserva_minutos       BIGINT,
            reserva_profissional  BIGINT,
            reserva_ate           BIGINT,           -- counts while the status is 'oferecido'
            created_at            BIGINT NOT NULL,
            updated_at            BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            FOREIGN KEY (company_id, tutor_id) REFERENCES rls$tutors (company_id, id),
            FOREIGN KEY (company_id, pet_id) REFERENCES rls$pets (company_id, id),
            FOREIGN KEY (company_id, service_id) REFERENCES rls$services (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$waitlist_by_status ON rls$waitlist (company_id, status, id);
        CREATE INDEX rls$waitlist_held ON rls$waitlist (company_id, status, reserva_dia);
        CREATE INDEX rls$waitlist_by_tutor ON rls$waitlist (company_id, tutor_id);
        CREATE INDEX rls$waitlist_by_pet ON rls$waitlist (company_id, pet_id, status);
        CREATE INDEX rls$waitlist_by_service ON rls$waitlist (company_id, service_id);

        ALTER TABLE rls$appointments ADD COLUMN series_id BIGINT;
        CREATE INDEX rls$appointments_by_series
            ON rls$appointments (company_id, series_id, data_agendamento, hora_agendamento, id);
        """
    }
}
