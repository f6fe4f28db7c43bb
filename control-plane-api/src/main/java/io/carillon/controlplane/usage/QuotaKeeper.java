package io.carillon.controlplane.usage;

import io.carillon.backplane.Exhausted;
import io.carillon.controlplane.app.MessageQuotas;
import io.carillon.controlplane.app.Projection;
import io.carillon.controlplane.usage.QuotaStandings.AppStandings;
import io.carillon.controlplane.usage.QuotaStandings.OrganisationStandings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks how quotas stand, raises alerts, and has the nodes refuse what would go beyond a hard quota, until its period turns or it is
 * raised.
 */
@Singleton
final class QuotaKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(QuotaKeeper.class);

    private static final String OF_ORGANISATION = "organisation_";

    private final QuotaStandings standings;
    private final Alerts alerts;
    private final MessageQuotas quotas;
    private final Projection projection;

    QuotaKeeper(QuotaStandings standings, Alerts alerts, MessageQuotas quotas, Projection projection) {
        this.standings = standings;
        this.alerts = alerts;
        this.quotas = quotas;
        this.projection = projection;
    }

    /** One round. */
    void run() {
        QuotaStandings.All all = standings.all();
        all.organisations().forEach((id, its) -> {
            its.standings().forEach(standing -> alerts.look(new Subject.OfOrganisation(id), id, standing));
        });
        for (AppStandings app : all.apps()) {
            if (!app.app().removed()) {
                app.standings()
                        .forEach(standing -> alerts.look(
                                new Subject.OfApp(app.app().app()), app.app().organisation(), standing));
                keep(app, all.organisations().get(app.app().organisation()), all.now());
            }
        }
    }

    private void keep(AppStandings app, @Nullable OrganisationStandings organisation, Instant now) {
        Exhausted usedUp = usedUp(app.standings(), organisation == null ? List.of() : organisation.standings())
                .orElse(null);
        Exhausted known = app.app().exhausted();
        if (Objects.equals(usedUp, known)) {
            return;
        }
        String id = app.app().app();
        quotas.exhaust(id, usedUp);
        projection.bring(id);
        if (usedUp != null) {
            LOG.warn("app {} publishes nothing more until {}: {} is used up", id, usedUp.until(), usedUp.quota());
        } else {
            LOG.info("app {} may publish again", id);
        }
    }

    /** What lasts longest, for that is how long there is to wait. */
    private static Optional<Exhausted> usedUp(List<Standing> ofApp, List<Standing> ofOrganisation) {
        return Stream.concat(exhausted(ofApp, quota -> quota), exhausted(ofOrganisation, OF_ORGANISATION::concat))
                .max(Comparator.comparing(Exhausted::until));
    }

    private static Stream<Exhausted> exhausted(List<Standing> standings, Function<String, String> name) {
        return standings.stream()
                .filter(Standing::isExhausted)
                .map(standing ->
                        new Exhausted(name.apply(standing.quota().word()), standing.allowed(), standing.until()));
    }
}
