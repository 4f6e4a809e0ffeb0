extension Migration {
    /// What the panel keeps of customers, pets, services and the company beyond what the agent needs.
    static let registry = Migration(9, "registry") {
        """
        ALTER TABLE rls$tutors ADD COLUMN is_inativo BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE rls$tutors ADD COLUMN email TEXT;                 -- lower-cased
        ALTER TABLE rls$tutors ADD COLUMN cpf TEXT;                   -- digits
        ALTER TABLE rls$tutors ADD COLUMN data_nascimento TEXT;       -- 1990-03-14
        ALTER TABLE rls$tutors ADD COLUMN aniversario TEXT;           -- 03-14, of data_nascimento
        ALTER TABLE rls$tutors ADD COLUMN genero TEXT;
        ALTER TABLE rls$tutors ADD COLUMN endereco TEXT;
        ALTER TABLE rls$tutors ADD COLUMN bairro TEXT;
        ALTER TABLE rls$tutors ADD COLUMN cidade TEXT;
        ALTER TABLE rls$tutors ADD COLUMN estado TEXT;
        ALTER TABLE rls$tutors ADD COLUMN cep TEXT;
        ALTER TABLE rls$tutors ADD COLUMN observacoes TEXT;
        ALTER TABLE rls$tutors ADD COLUMN notas_internas TEXT;
        ALTER TABLE rls$tutors ADD COLUMN como_conheceu TEXT;
        ALTER TABLE rls$tutors ADD COLUMN aceita_marketing BIGINT NOT NULL DEFAULT 0;   -- only who said yes
        ALTER TABLE rls$tutors ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';              -- JSON list of texts
        ALTER TABLE rls$tutors ADD COLUMN preferencias TEXT NOT NULL DEFAULT '{}';      -- JSON object
        ALTER TABLE rls$tutors ADD COLUMN busca TEXT NOT NULL DEFAULT '';  -- name and phone, case and accents folded
        ALTER TABLE rls$tutors ADD COLUMN erased_at BIGINT;           -- no person behind it, kept for its visits
        UPDATE rls$tutors SET busca = lower(
            replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
            replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(nome,
            'á', 'a'), 'à', 'a'), 'â', 'a'), 'ã', 'a'), 'é', 'e'), 'ê', 'e'), 'í', 'i'), 'ó', 'o'), 'ô', 'o'),
            'õ', 'o'), 'ú', 'u'), 'ç', 'c'), 'Á', 'a'), 'À', 'a'), 'Â', 'a'), 'Ã', 'a'), 'É', 'e'), 'Ê', 'e'),
            'Í', 'i'), 'Ó', 'o'), 'Ô', 'o'), 'Õ', 'o'), 'Ú', 'u'), 'Ç', 'c')) || ' ' || coalesce(telefone, '');
        DROP INDEX rls$tutors_by_name;
        CREATE INDEX rls$tutors_by_name ON rls$tutors (company_id, nome, id) WHERE erased_at IS NULL;
        CREATE INDEX rls$tutors_vip ON rls$tutors (company_id, nome, id) WHERE is_vip = 1;
        CREATE INDEX rls$tutors_inactive ON rls$tutors (company_id, nome, id) WHERE is_inativo = 1;
        CREATE INDEX rls$tutors_by_birthday ON rls$tutors (company_id, aniversario, id);

        ALTER TABLE rls$pets ADD COLUMN is_active BIGINT NOT NULL DEFAULT 1;
        ALTER TABLE rls$pets ADD COLUMN data_nascimento TEXT;
        ALTER TABLE rls$pets ADD COLUMN aniversario TEXT;             -- 03-14, of data_nascimento
        ALTER TABLE rls$pets ADD COLUMN peso_gramas BIGINT;
        ALTER TABLE rls$pets ADD COLUMN sexo TEXT CHECK (sexo IN ('macho', 'femea'));
        ALTER TABLE rls$pets ADD COLUMN castrado BIGINT;
        ALTER TABLE rls$pets ADD COLUMN chip_numero TEXT;
        ALTER TABLE rls$pets ADD COLUMN temperamento TEXT;
        ALTER TABLE rls$pets ADD COLUMN condicoes_saude TEXT;
        ALTER TABLE rls$pets ADD COLUMN alergias TEXT;
        ALTER TABLE rls$pets ADD COLUMN medicamentos TEXT;
        ALTER TABLE rls$pets ADD COLUMN veterinario_nome TEXT;
        ALTER TABLE rls$pets ADD COLUMN veterinario_telefone TEXT;
        ALTER TABLE rls$pets ADD COLUMN observacoes TEXT;
        ALTER TABLE rls$pets ADD COLUMN servicos_preferidos TEXT NOT NULL DEFAULT '[]'; -- JSON list of texts
        ALTER TABLE rls$pets ADD COLUMN vacinas TEXT NOT NULL DEFAULT '[]';             -- JSON, Domain's Vaccine
        ALTER TABLE rls$pets ADD COLUMN proxima_vacina TEXT;          -- the earliest dose due, of vacinas
        ALTER TABLE rls$pets ADD COLUMN proximo_banho TEXT;
        ALTER TABLE rls$pets ADD COLUMN erased_at BIGINT;             -- as of tutors
        ALTER TABLE rls$pets ADD COLUMN foto_url TEXT;                -- an address
        ALTER TABLE rls$pets ADD COLUMN foto_dados TEXT;              -- or a data: URL, last because it is long
        CREATE INDEX rls$pets_by_birthday ON rls$pets (company_id, aniversario, id);
        CREATE INDEX rls$pets_by_vaccine ON rls$pets (company_id, proxima_vacina, id);

        ALTER TABLE rls$services ADD COLUMN categoria TEXT;
        ALTER TABLE rls$services ADD COLUMN subcategoria TEXT;
        ALTER TABLE rls$services ADD COLUMN requer_agendamento BIGINT NOT NULL DEFAULT 1;
        ALTER TABLE rls$services ADD COLUMN permite_walk_in BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE rls$services ADD COLUMN popular BIGINT NOT NULL DEFAULT 0;
        DROP INDEX rls$services_in_order;
        CREATE INDEX rls$services_in_order ON rls$services (company_id, ordem, nome, id);

        ALTER TABLE rls$companies ADD COLUMN plano TEXT NOT NULL DEFAULT 'gratuito';
        ALTER TABLE rls$companies ADD COLUMN api_key_hash TEXT;       -- SHA-256, hex; the key itself is never stored
        ALTER TABLE rls$companies ADD COLUMN api_key_hint TEXT;       -- its last four characters
        ALTER TABLE rls$companies ADD COLUMN updated_at BIGINT;
        ALTER TABLE rls$companies ADD COLUMN logo_url TEXT;           -- last because it may be a data: URL
        CREATE UNIQUE INDEX rls$companies_by_api_key ON rls$companies (api_key_hash);

        CREATE INDEX rls$appointments_done_by_tutor
            ON rls$appointments (company_id, tutor_id, data_agendamento, preco) WHERE status = 'concluido';
        DROP INDEX rls$appointments_by_pet;
        CREATE INDEX rls$appointments_by_pet
            ON rls$appointments (company_id, pet_id, status, data_agendamento, service_id);
        """
    }
}
