package io.carillon.controlplane.trail;

import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.audit.AuditQuestion;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Who changed what, from where, and what was refused to whom. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditController {

    private static final String CSV = "text/csv";
    private static final String JSON_LINES = "application/jsonl";

    private final OwnedApps owned;
    private final Gate gate;
    private final AuditPages pages;

    AuditController(OwnedApps owned, Gate gate, AuditPages pages) {
        this.owned = owned;
        this.gate = gate;
        this.pages = pages;
    }

    /**
     * Lists what was done in an organisation, the newest first; to those who accept text/csv or application/jsonl, all of it.
     *
     * @param after the {@code next} of the page before
     * @param limit items of a page, 1 to 200; 50 if it is left out
     */
    @Get("/organisations/{organisation}/audit")
    @Produces({MediaType.APPLICATION_JSON, CSV, JSON_LINES})
    @ApiResponse(
            responseCode = "200",
            description = "As asked for.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AuditPage.class)),
                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                @Content(mediaType = JSON_LINES, schema = @Schema(implementation = AuditView.class))
            })
    HttpResponse<?> listAudit(
            Caller caller,
            HttpRequest<?> request,
            String organisation,
            @RequestBean AuditFilter filter,
            @Nullable @QueryValue String after,
            @Nullable @QueryValue Integer limit) {
        AuditQuestion question = ofOrganisation(caller, organisation, filter);
        return switch (Form.of(request)) {
            case PAGE ->
                HttpResponse.ok(AuditPage.of(pages.page(question, after, limit)))
                        .contentType(MediaType.APPLICATION_JSON_TYPE);
            case CSV -> csv(question);
            case JSON_LINES -> jsonLines(question);
        };
    }

    /** The same as CSV, for those who cannot say what they accept. */
    @Get("/organisations/{organisation}/audit.csv")
    @Produces(CSV)
    @ApiResponse(
            responseCode = "200",
            description = "All of it.",
            content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    HttpResponse<StreamedFile> exportAuditAsCsv(Caller caller, String organisation, @RequestBean AuditFilter filter) {
        return csv(ofOrganisation(caller, organisation, filter));
    }

    /** The same as JSON lines. */
    @Get("/organisations/{organisation}/audit.jsonl")
    @Produces(JSON_LINES)
    @ApiResponse(
            responseCode = "200",
            description = "All of it.",
            content = @Content(mediaType = JSON_LINES, schema = @Schema(implementation = AuditView.class)))
    HttpResponse<StreamedFile> exportAuditAsJsonLines(
            Caller caller, String organisation, @RequestBean AuditFilter filter) {
        return jsonLines(ofOrganisation(caller, organisation, filter));
    }

    /**
     * Lists what was done in all organisations and in none, for operators of the platform.
     *
     * @param after the {@code next} of the page before
     * @param limit items of a page, 1 to 200; 50 if it is left out
     */
    @Get("/audit")
    @Produces({MediaType.APPLICATION_JSON, CSV, JSON_LINES})
    @ApiResponse(
            responseCode = "200",
            description = "As asked for.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AuditPage.class)),
                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                @Content(mediaType = JSON_LINES, schema = @Schema(implementation = AuditView.class))
            })
    HttpResponse<?> listAuditOfPlatform(
            Caller caller,
            HttpRequest<?> request,
            @RequestBean AuditFilter filter,
            @Nullable @QueryValue String after,
            @Nullable @QueryValue Integer limit) {
        AuditQuestion question = ofAll(caller, filter);
        return switch (Form.of(request)) {
            case PAGE ->
                HttpResponse.ok(AuditPage.of(pages.page(question, after, limit)))
                        .contentType(MediaType.APPLICATION_JSON_TYPE);
            case CSV -> csv(question);
            case JSON_LINES -> jsonLines(question);
        };
    }

    /** The same as CSV. */
    @Get("/audit.csv")
    @Produces(CSV)
    @ApiResponse(
            responseCode = "200",
            description = "All of it.",
            content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    HttpResponse<StreamedFile> exportAuditOfPlatformAsCsv(Caller caller, @RequestBean AuditFilter filter) {
        return csv(ofAll(caller, filter));
    }

    /** The same as JSON lines. */
    @Get("/audit.jsonl")
    @Produces(JSON_LINES)
    @ApiResponse(
            responseCode = "200",
            description = "All of it.",
            content = @Content(mediaType = JSON_LINES, schema = @Schema(implementation = AuditView.class)))
    HttpResponse<StreamedFile> exportAuditOfPlatformAsJsonLines(Caller caller, @RequestBean AuditFilter filter) {
        return jsonLines(ofAll(caller, filter));
    }

    private AuditQuestion ofOrganisation(Caller caller, String organisation, AuditFilter filter) {
        String id =
                owned.organisation(caller, Permission.READ_AUDIT, organisation).id();
        return filter.of(id, caller.operator());
    }

    private AuditQuestion ofAll(Caller caller, AuditFilter filter) {
        gate.requireOperator(caller, "audit log of the platform");
        return filter.of(null, true);
    }

    private HttpResponse<StreamedFile> csv(AuditQuestion question) {
        return attached(pages.csv(question), MediaType.of(CSV + ";charset=utf-8"), "audit.csv");
    }

    private HttpResponse<StreamedFile> jsonLines(AuditQuestion question) {
        return attached(pages.jsonLines(question), MediaType.of(JSON_LINES), "audit.jsonl");
    }

    private static HttpResponse<StreamedFile> attached(InputStream lines, MediaType type, String name) {
        return HttpResponse.ok(new StreamedFile(lines, type))
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** How the lines are wanted. */
    private enum Form {
        PAGE,
        CSV,
        JSON_LINES;

        static Form of(HttpRequest<?> request) {
            for (MediaType accepted : request.accept()) {
                switch (accepted.getName()) {
                    case AuditController.CSV:
                        return CSV;
                    case AuditController.JSON_LINES:
                        return JSON_LINES;
                    case MediaType.APPLICATION_JSON, MediaType.ALL:
                        return PAGE;
                    default:
                    // Another may be one of ours.
                }
            }
            return PAGE;
        }
    }
}
