extension Migration {
    /// Counts kept beside the visits by `KeptFigures`' triggers, filled here for the visits already there; and the
    /// indexes that the shop's figures are read through.
    static let figures = Migration(
        11, "figures", tenantTables: ["daily_figures", "tutor_figures", "service_figures"]
    ) {
        """
        CREATE TABLE rls$daily_figures (
            company_id      BIGINT NOT NULL REFERENCES rls$companies (id),
            day             TEXT NOT NULL,              -- shop-local day of the visits, 2026-03-01
            pendente        BIGINT NOT NULL DEFAULT 0,  -- visits of each status, here and below
            confirmado      BIGINT NOT NULL DEFAULT 0,
            em_atendimento  BIGINT NOT NULL DEFAULT 0,
            concluido       BIGINT NOT NULL DEFAULT 0,
            cancelado       BIGINT NOT NULL DEFAULT 0,
            nao_compareceu  BIGINT NOT NULL DEFAULT 0,
            receita         BIGINT NOT NULL DEFAULT 0,  -- centavos, finished visits only
            PRIMARY KEY (company_id, day)
        ) WITHOUT ROWID;
        CREATE TABLE rls$tutor_figures (
            company_id      BIGINT NOT NULL REFERENCES rls$companies (id),
            tutor_id        BIGINT NOT NULL,
            pendente        BIGINT NOT NULL DEFAULT 0,
            confirmado      BIGINT NOT NULL DEFAULT 0,
            em_atendimento  BIGINT NOT NULL DEFAULT 0,
            concluido       BIGINT NOT NULL DEFAULT 0,
            cancelado       BIGINT NOT NULL DEFAULT 0,
            nao_compareceu  BIGINT NOT NULL DEFAULT 0,
            receita         BIGINT NOT NULL DEFAULT 0,
            PRIMARY KEY (company_id, tutor_id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$tutor_figures_by_revenue ON rls$tutor_figures (company_id, receita, tutor_id);
        CREATE TABLE rls$service_figures (
            company_id      BIGINT NOT NULL REFERENCES rls$companies (id),
            service_id      BIGINT NOT NULL,
            pendente        BIGINT NOT NULL DEFAULT 0,
            confirmado      BIGINT NOT NULL DEFAULT 0,
            em_atendimento  BIGINT NOT NULL DEFAULT 0,
            concluido       BIGINT NOT NULL DEFAULT 0,
            cancelado       BIGINT NOT NULL DEFAULT 0,
            nao_compareceu  BIGINT NOT NULL DEFAULT 0,
            receita         BIGINT NOT NULL DEFAULT 0,
            PRIMARY KEY (company_id, service_id)
        ) WITHOUT ROWID;

        INSERT INTO rls$daily_figures (company_id, day, pendente, confirmado, em_atendimento, concluido, cancelado,
                                       nao_compareceu, receita)
        SELECT company_id, data_agendamento, sum(CASE status WHEN 'pendente' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'confirmado' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'em_atendimento' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'concluido' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'cancelado' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'nao_compareceu' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'concluido' THEN preco ELSE 0 END)
        FROM rls$appointments GROUP BY company_id, data_agendamento;
        INSERT INTO rls$tutor_figures (company_id, tutor_id, pendente, confirmado, em_atendimento, concluido,
                                       cancelado, nao_compareceu, receita)
        SELECT company_id, tutor_id, sum(CASE status WHEN 'pendente' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'confirmado' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'em_atendimento' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'concluido' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'cancelado' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'nao_compareceu' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'concluido' THEN preco ELSE 0 END)
        FROM rls$appointments GROUP BY company_id, tutor_id;
        INSERT INTO rls$service_figures (company_id, service_id, pendente, confirmado, em_atendimento, concluido,
                                         cancelado, nao_compareceu, receita)
        SELECT company_id, service_id, sum(CASE status WHEN 'pendente' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'confirmado' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'em_atendimento' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'concluido' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'cancelado' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'nao_compareceu' THEN 1 ELSE 0 END),
               sum(CASE status WHEN 'concluido' THEN preco ELSE 0 END)
        FROM rls$appointments GROUP BY company_id, service_id;

        CREATE INDEX rls$appointments_by_creation ON rls$appointments (company_id, created_at, id);
        CREATE INDEX rls$tutors_by_creation ON rls$tutors (company_id, created_at, id);
        CREATE INDEX rls$conversations_paused ON rls$conversations (company_id, paused_until)
            WHERE paused_until IS NOT NULL;
        CREATE INDEX rls$conversations_unread ON rls$conversations (company_id, unread_count) WHERE unread_count > 0;
        -- Wider than before, so that who wrote when is counted without the messages themselves.
        DROP INDEX rls$messages_by_time;
        CREATE INDEX rls$messages_by_time ON rls$messages (company_id, sent_at, author, conversation_id);
        CREATE INDEX rls$messages_decided ON rls$messages (company_id, sent_at, id) WHERE decision IS NOT NULL;
        """
    }
}
