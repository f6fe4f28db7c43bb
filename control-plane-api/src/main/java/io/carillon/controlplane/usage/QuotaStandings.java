package io.carillon.controlplane.usage;

import io.carillon.controlplane.app.MessageQuotas;
import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.controlplane.management.Gate;
import io.carillon.protocol.AppId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the quotas of apps and organisations stand just now. */
@Singleton
final class QuotaStandings {

    private static final int AT_ONCE = 500;

    private final MessageQuotas quotas;
    private final Organisations organisations;
    private final Consumption consumption;
    private final InstantSource clock;

    QuotaStandings(MessageQuotas quotas, Organisations organisations, Consumption consumption, InstantSource clock) {
        this.quotas = quotas;
        this.organisations = organisations;
        this.consumption = consumption;
        this.clock = clock;
    }

    /** An app, and how its quotas stand; those of an app that was removed are empty. */
    record AppStandings(MessageQuotas.OfApp app, List<Standing> standings) {}

    /** An organisation, and how its quotas stand. */
    record OrganisationStandings(Organisation organisation, List<Standing> standings) {}

    /**
     * Everybody's.
     *
     * @param organisations by id
     */
    record All(Instant now, List<AppStandings> apps, Map<String, OrganisationStandings> organisations) {}

    /** How everybody's quotas stand. */
    All all() {
        Instant now = clock.instant();
        List<MessageQuotas.OfApp> apps = quotas.all();
        Map<AppId, Long> waiting = consumption.waiting();
        Map<Quota, Map<String, Long>> used = new EnumMap<>(Quota.class);
        Map<Quota, Map<String, Long>> usedTogether = new EnumMap<>(Quota.class);
        for (Quota quota : Quota.values()) {
            Map<String, Long> byApp = consumption.all(quota, waiting, now);
            Map<String, Long> byOrganisation = new HashMap<>();
            apps.forEach(app -> byOrganisation.merge(app.organisation(), byApp.getOrDefault(app.app(), 0L), Long::sum));
            used.put(quota, byApp);
            usedTogether.put(quota, byOrganisation);
        }
        Map<String, OrganisationStandings> together = new HashMap<>();
        for (Organisation organisation : allOrganisations()) {
            List<Standing> standings = new ArrayList<>();
            usedTogether.forEach((quota, byOrganisation) -> standings.add(
                    standing(organisation, quota, byOrganisation.getOrDefault(organisation.id(), 0L), now)));
            together.put(organisation.id(), new OrganisationStandings(organisation, standings));
        }
        List<AppStandings> each = new ArrayList<>();
        for (MessageQuotas.OfApp app : apps) {
            List<Standing> standings = new ArrayList<>();
            if (!app.removed()) {
                used.forEach(
                        (quota, byApp) -> standings.add(standing(app, quota, byApp.getOrDefault(app.app(), 0L), now)));
            }
            each.add(new AppStandings(app, standings));
        }
        return new All(now, each, together);
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code resource_not_found} */
    QuotaView ofApp(String id) {
        Instant now = clock.instant();
        MessageQuotas.OfApp app = quotas.of(id).orElseThrow(() -> Gate.absent("app " + id));
        Map<AppId, Long> waiting = consumption.waiting();
        List<QuotaView.Item> items = new ArrayList<>();
        for (Quota quota : Quota.values()) {
            long used = consumption.of(new Subject.OfApp(id), quota, waiting, now);
            items.add(QuotaView.Item.of(standing(app, quota, used, now)));
        }
        return new QuotaView(id, null, items, QuotaView.UsedUp.of(app.exhausted(), now));
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code resource_not_found} */
    QuotaView ofOrganisation(String id) {
        Instant now = clock.instant();
        Organisation organisation = organisations.findById(id).orElseThrow(() -> Gate.absent("organisation " + id));
        Map<AppId, Long> waiting = consumption.waiting();
        List<QuotaView.Item> items = new ArrayList<>();
        for (Quota quota : Quota.values()) {
            long used = consumption.of(new Subject.OfOrganisation(id), quota, waiting, now);
            items.add(QuotaView.Item.of(standing(organisation, quota, used, now)));
        }
        return new QuotaView(null, id, items, null);
    }

    private List<Organisation> allOrganisations() {
        List<Organisation> all = new ArrayList<>();
        for (String after = ""; ; ) {
            List<Organisation> page = organisations.page(after, AT_ONCE);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = page.get(page.size() - 1).id();
        }
    }

    private static Standing standing(MessageQuotas.OfApp app, Quota quota, long used, Instant now) {
        long allowed = quota == Quota.MESSAGES_PER_DAY ? app.perDay() : app.perMonth();
        return new Standing(quota, used, allowed, !app.soft(), quota.start(now), quota.end(now));
    }

    /** What an operator allows an organisation is meant. */
    private static Standing standing(Organisation organisation, Quota quota, long used, Instant now) {
        long allowed =
                quota == Quota.MESSAGES_PER_DAY ? organisation.messagesPerDay() : organisation.messagesPerMonth();
        return new Standing(quota, used, allowed, true, quota.start(now), quota.end(now));
    }
}
