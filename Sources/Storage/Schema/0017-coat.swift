extension Migration {
    static let coat = Migration(17, "coat") {
        """
        ALTER TABLE rls$pets ADD COLUMN pelagem TEXT CHECK (pelagem IN ('curta', 'media', 'longa', 'dupla'));
        ALTER TABLE rls$services ADD COLUMN ajustes TEXT;   -- JSON, Domain's ServiceAdjustments; NULL: none
        """
    }
}
