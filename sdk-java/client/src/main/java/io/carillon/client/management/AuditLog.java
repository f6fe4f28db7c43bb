package io.carillon.client.management;

/** Who changed what, from where, and what was refused to whom. It is only ever added to. */
public final class AuditLog {

    private final ManagementApi api;
    private final String path;

    AuditLog(ManagementApi api, String path) {
        this.api = api;
        this.path = path;
    }

    /** All lines, the newest first. */
    public Listing<AuditEntry> list() {
        return list(AuditQuestion.any());
    }

    /** Those that are asked for, the newest first. */
    public Listing<AuditEntry> list(AuditQuestion question) {
        return new Listing<>(api, path, question.fields(), AuditEntry::of);
    }
}
