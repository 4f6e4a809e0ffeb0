extension Migration {
    static let knowledge = Migration(8, "knowledge", tenantTables: ["knowledge_documents", "knowledge_words"]) {
        """
        CREATE TABLE rls$knowledge_documents (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            id          BIGINT NOT NULL,
            title       TEXT NOT NULL,
            body        TEXT NOT NULL,
            word_count  BIGINT NOT NULL DEFAULT 0,  -- of title and body, as the index counts them
            created_at  BIGINT NOT NULL,
            updated_at  BIGINT NOT NULL,
            PRIMARY KEY (company_id, id)
        );
        CREATE INDEX rls$knowledge_documents_by_length ON rls$knowledge_documents (company_id, word_count);

        -- The index for searching: one row for each different word of a document.
        CREATE TABLE rls$knowledge_words (
            company_id   BIGINT NOT NULL,
            word         TEXT NOT NULL,             -- as Domain's SearchWords makes it
            document_id  BIGINT NOT NULL,
            times        BIGINT NOT NULL,           -- in the text; a word of the title counts twice
            word_count   BIGINT NOT NULL,           -- the document's, so that ranking reads nothing else
            PRIMARY KEY (company_id, word, document_id),
            FOREIGN KEY (company_id, document_id) REFERENCES rls$knowledge_documents (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$knowledge_words_by_document ON rls$knowledge_words (company_id, document_id);

        -- Jobs set aside are listed without reading those that wait.
        CREATE INDEX rls$jobs_dead ON rls$jobs (company_id, id) WHERE state = 'dead';
        """
    }
}
