package io.carillon.controlplane.usage;

import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Permission;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What apps and organisations used, how much of their quotas that is, and which alerts there were. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class UsageController {

    private static final String CSV = "text/csv";

    private final OwnedApps owned;
    private final UsageReader reader;
    private final QuotaStandings standings;
    private final Alerts alerts;
    private final InstantSource clock;

    UsageController(OwnedApps owned, UsageReader reader, QuotaStandings standings, Alerts alerts, InstantSource clock) {
        this.owned = owned;
        this.reader = reader;
        this.standings = standings;
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * Tells what an app used, as JSON, or as CSV to those who accept text/csv. A minute is told some fifteen
     * seconds after it is over; minutes are kept 3 days, hours 90 days, days for ever.
     *
     * @param from a date or moment in ISO 8601; an hour, a day or 30 days before {@code to} if it is left out
     * @param to a date or moment in ISO 8601, up to which it is told; now if it is left out
     * @param step {@code minute}, {@code hour} or {@code day}; hours if it is left out
     * @param by {@code prefix} to tell channels apart by what their names begin with
     */
    @Get("/apps/{app}/usage")
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @ApiResponse(
            responseCode = "200",
            description = "As asked for.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
                @Content(mediaType = CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<?> usageOfApp(
            Caller caller,
            HttpRequest<?> request,
            String app,
            @Nullable @QueryValue String from,
            @Nullable @QueryValue String to,
            @Nullable @QueryValue String step,
            @Nullable @QueryValue String by) {
        UsageQuestion question = UsageQuestion.of(appOf(caller, app), from, to, step, by, clock.instant());
        return prefersCsv(request) ? csv(question) : json(question);
    }

    /** The same as CSV, for those who cannot say what they accept. */
    @Get("/apps/{app}/usage.csv")
    @Produces(CSV)
    @ApiResponse(
            responseCode = "200",
            description = "As asked for.",
            content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    HttpResponse<?> usageOfAppAsCsv(
            Caller caller,
            String app,
            @Nullable @QueryValue String from,
            @Nullable @QueryValue String to,
            @Nullable @QueryValue String step,
            @Nullable @QueryValue String by) {
        return csv(UsageQuestion.of(appOf(caller, app), from, to, step, by, clock.instant()));
    }

    /**
     * Tells what all apps of an organisation used together, those that were removed too.
     *
     * @param from as for an app
     * @param to as for an app
     * @param step as for an app
     * @param by {@code prefix}, or {@code app} to tell the apps apart
     */
    @Get("/organisations/{organisation}/usage")
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @ApiResponse(
            responseCode = "200",
            description = "As asked for.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
                @Content(mediaType = CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<?> usageOfOrganisation(
            Caller caller,
            HttpRequest<?> request,
            String organisation,
            @Nullable @QueryValue String from,
            @Nullable @QueryValue String to,
            @Nullable @QueryValue String step,
            @Nullable @QueryValue String by) {
        UsageQuestion question =
                UsageQuestion.of(organisationOf(caller, organisation), from, to, step, by, clock.instant());
        return prefersCsv(request) ? csv(question) : json(question);
    }

    /** The same as CSV. */
    @Get("/organisations/{organisation}/usage.csv")
    @Produces(CSV)
    @ApiResponse(
            responseCode = "200",
            description = "As asked for.",
            content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    HttpResponse<?> usageOfOrganisationAsCsv(
            Caller caller,
            String organisation,
            @Nullable @QueryValue String from,
            @Nullable @QueryValue String to,
            @Nullable @QueryValue String step,
            @Nullable @QueryValue String by) {
        return csv(UsageQuestion.of(organisationOf(caller, organisation), from, to, step, by, clock.instant()));
    }

    /** Tells how much of its message quotas an app has used. */
    @Get("/apps/{app}/quota")
    QuotaView quotaOfApp(Caller caller, String app) {
        return standings.ofApp(appOf(caller, app).id());
    }

    /** Tells how much of its message quotas an organisation has used with all of its apps. */
    @Get("/organisations/{organisation}/quota")
    QuotaView quotaOfOrganisation(Caller caller, String organisation) {
        return standings.ofOrganisation(organisationOf(caller, organisation).id());
    }

    /**
     * Lists the alerts of an app, the newest first.
     *
     * @param after the {@code next} of the page before
     * @param limit items of a page, 1 to 200; 50 if it is left out
     */
    @Get("/apps/{app}/alerts")
    Page<AlertView> alertsOfApp(
            Caller caller, String app, @Nullable @QueryValue String after, @Nullable @QueryValue Integer limit) {
        return alerts.page(appOf(caller, app), after, Page.limit(limit));
    }

    /**
     * Lists the alerts of an organisation and of its apps, the newest first.
     *
     * @param after the {@code next} of the page before
     * @param limit items of a page, 1 to 200; 50 if it is left out
     */
    @Get("/organisations/{organisation}/alerts")
    Page<AlertView> alertsOfOrganisation(
            Caller caller,
            String organisation,
            @Nullable @QueryValue String after,
            @Nullable @QueryValue Integer limit) {
        return alerts.page(organisationOf(caller, organisation), after, Page.limit(limit));
    }

    private Subject.OfApp appOf(Caller caller, String app) {
        return new Subject.OfApp(
                owned.require(caller, Permission.READ_USAGE, app).app());
    }

    private Subject.OfOrganisation organisationOf(Caller caller, String organisation) {
        return new Subject.OfOrganisation(
                owned.organisation(caller, Permission.READ_USAGE, organisation).id());
    }

    private static boolean prefersCsv(HttpRequest<?> request) {
        for (MediaType accepted : request.accept()) {
            if (accepted.getName().equals(CSV)) {
                return true;
            }
            if (accepted.equals(MediaType.APPLICATION_JSON_TYPE) || accepted.equals(MediaType.ALL_TYPE)) {
                return false;
            }
        }
        return false;
    }

    private HttpResponse<?> json(UsageQuestion question) {
        List<UsageRow> rows = reader.read(question);
        return HttpResponse.ok(UsageView.of(question, rows)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private HttpResponse<?> csv(UsageQuestion question) {
        String name = "usage-" + question.subject().id() + ".csv";
        return HttpResponse.ok(Csv.of(question, reader.read(question)))
                .contentType(MediaType.of(CSV + "; charset=utf-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }
}
