extension Migration {
    static let people = Migration(3, "people", tenantTables: ["tutors", "pets"]) {
        """
        CREATE TABLE rls$tutors (
            company_id    BIGINT NOT NULL REFERENCES rls$companies (id),
            id            BIGINT NOT NULL,
            nome          TEXT NOT NULL,
            telefone      TEXT,
            telefone_key  TEXT,                     -- the same with and without the ninth digit
            whatsapp_id   TEXT,
            is_vip        BIGINT NOT NULL DEFAULT 0,
            created_at    BIGINT NOT NULL,
            updated_at    BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            UNIQUE (company_id, telefone_key),
            UNIQUE (company_id, whatsapp_id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$tutors_by_name ON rls$tutors (company_id, nome);

        CREATE TABLE rls$pets (
            company_id  BIGINT NOT NULL,
            id          BIGINT NOT NULL,
            tutor_id    BIGINT NOT NULL,
            nome        TEXT NOT NULL,
            especie     TEXT CHECK (especie IN ('cao', 'gato', 'coelho', 'ave', 'outro')),
            raca        TEXT,
            porte       TEXT CHECK (porte IN ('pequeno', 'medio', 'grande', 'gigante')),
            idade       BIGINT,
            created_at  BIGINT NOT NULL,
            updated_at  BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            FOREIGN KEY (company_id, tutor_id) REFERENCES rls$tutors (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$pets_by_tutor ON rls$pets (company_id, tutor_id, id);
        """
    }
}
