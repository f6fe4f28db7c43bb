package io.carillon.controlplane.app;

import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Etag;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.InvalidValueException;
import io.carillon.schema.AllowedEvents;
import io.micronaut.http.HttpRequest;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes apps and their channel rules. Whoever calls brings the app to the nodes afterwards. */
@Singleton
class AppAdministration {

    private static final int MOST_RULES = 100;
    // Every node keeps them in memory.
    private static final int MOST_EVENT_CHARACTERS = 262_144;

    private final AppRows apps;
    private final OwnedApps owned;
    private final Organisations organisations;
    private final KeyAdministration keys;
    private final SettingsText text;
    private final AuditLog audit;
    private final InstantSource clock;

    AppAdministration(
            AppRows apps,
            OwnedApps owned,
            Organisations organisations,
            KeyAdministration keys,
            SettingsText text,
            AuditLog audit,
            InstantSource clock) {
        this.apps = apps;
        this.owned = owned;
        this.organisations = organisations;
        this.keys = keys;
        this.text = text;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    AppWithKey create(Caller caller, NewApp asked) {
        Organisation owner = owned.organisation(caller, Permission.MANAGE_APPS, asked.organisation());
        checkRoom(owner, 1);
        JsonNode sent = asked.settings();
        AppSettings settings = sent == null ? AppSettings.DEFAULTS : text.changed(AppSettings.DEFAULTS, sent);
        settings.checkWithin(owner);
        Instant now = clock.instant();
        AppRow row = apps.save(new AppRow(
                freeId(),
                owner.id(),
                asked.name(),
                true,
                text.write(settings),
                "[]",
                null,
                null,
                null,
                now,
                now,
                null,
                1,
                0));
        audit.done(
                caller.actor(),
                new About(owner.id(), row.id(), "app.create", "app " + row.id()),
                Changes.none().field("name", null, row.name()));
        KeyView key = keys.add(row, caller, NewKey.FIRST, null);
        return new AppWithKey(view(apps.findById(row.id()).orElseThrow()), key);
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code limit_above_ceiling} if so many more are too many */
    void checkRoom(Organisation owner, int more) {
        if (owner.maxApps() > 0 && apps.countOf(owner.id()) + more > owner.maxApps()) {
            throw Problem.LIMIT_ABOVE_CEILING.because("The operator of this platform allows this organisation "
                    + owner.maxApps() + " apps, and with " + more
                    + " more it would have more than that. Remove some, or ask the operator.");
        }
    }

    private String freeId() {
        String id = Ids.digits();
        return apps.existsById(id) ? freeId() : id;
    }

    AppView show(Caller caller, String id) {
        return view(owned.row(caller, Permission.READ_APPS, id));
    }

    Page<AppView> list(Caller caller, @Nullable String organisation, @Nullable String after, @Nullable Integer limit) {
        String of =
                owned.organisation(caller, Permission.READ_APPS, organisation).id();
        int most = Page.limit(limit);
        if (caller.onlyApp() != null) {
            return new Page<>(List.of(show(caller, caller.onlyApp())), null);
        }
        return Page.of(apps.pageOf(of, after == null ? "" : after, most + 1), most, AppRow::id)
                .map(this::view);
    }

    @Transactional
    AppView change(Caller caller, String id, AppChange asked, HttpRequest<?> request) {
        AppRow row = owned.row(caller, Permission.MANAGE_APPS, id);
        Etag.check(request, row.version());
        AppSettings before = text.settings(row.settings());
        JsonNode sent = asked.settings();
        AppSettings after = sent == null ? before : text.changed(before, sent);
        after.checkWithin(organisations.findById(row.organisationId()).orElseThrow());
        String name = asked.name() == null ? row.name() : asked.name();
        boolean enabled = asked.enabled() == null ? row.enabled() : asked.enabled();
        Changes changes =
                differences(before, after).field("name", row.name(), name).field("enabled", row.enabled(), enabled);
        if (changes.isEmpty()) {
            return view(row);
        }
        AppRow changed = apps.update(row.with(name, enabled, text.write(after), row.rules(), clock.instant()));
        audit.done(caller.actor(), about(row, "app.change"), changes);
        return view(changed);
    }

    private Changes differences(AppSettings before, AppSettings after) {
        Map<String, Object> from = text.fields(before);
        Map<String, Object> to = text.fields(after);
        Changes changes = Changes.none();
        new TreeMap<>(to).forEach((field, value) -> changes.field("settings." + field, from.get(field), value));
        return changes;
    }

    @Transactional
    void remove(Caller caller, String id, HttpRequest<?> request) {
        AppRow row = owned.row(caller, Permission.REMOVE_APPS, id);
        Etag.check(request, row.version());
        apps.remove(row.id(), clock.instant());
        audit.done(caller.actor(), about(row, "app.remove"), Changes.none().field("name", row.name(), null));
    }

    RulesView rules(Caller caller, String id) {
        AppRow row = owned.row(caller, Permission.READ_APPS, id);
        return new RulesView(text.rules(row.rules()), row.version());
    }

    @Transactional
    RulesView changeRules(Caller caller, String id, Rules asked, HttpRequest<?> request) {
        AppRow row = owned.row(caller, Permission.MANAGE_APPS, id);
        Etag.check(request, row.version());
        if (asked.rules().size() > MOST_RULES) {
            throw Problem.VALUE_OUT_OF_RANGE.because(
                    "There are " + asked.rules().size() + " rules; an app has at most " + MOST_RULES + ".");
        }
        AppSettings settings = text.settings(row.settings());
        Organisation owner = organisations.findById(row.organisationId()).orElseThrow();
        asked.rules().forEach(rule -> rule.over(settings).checkWithin(owner));
        checkEvents(asked.rules());
        String before = row.rules();
        String after = text.write(asked.rules());
        AppRow changed = apps.update(row.with(row.name(), row.enabled(), row.settings(), after, clock.instant()));
        audit.done(caller.actor(), about(row, "rules.change"), Changes.none().field("rules", before, after));
        return new RulesView(asked.rules(), changed.version());
    }

    /** How large they are together comes first: to look into schemas costs more. */
    private void checkEvents(List<Rule> rules) {
        List<String> written = rules.stream()
                .map(rule -> rule.events() == null ? "" : text.write(rule.events()))
                .toList();
        int characters = written.stream().mapToInt(String::length).sum();
        if (characters > MOST_EVENT_CHARACTERS) {
            throw Problem.VALUE_OUT_OF_RANGE.because("The events of all rules together have " + characters
                    + " characters; an app has room for " + MOST_EVENT_CHARACTERS + ".");
        }
        for (int place = 0; place < written.size(); place++) {
            if (!written.get(place).isEmpty()) {
                checkEvents(place, written.get(place));
            }
        }
    }

    /** @throws InvalidValueException {@code event_rules_invalid}, {@code event_pattern_invalid} or {@code event_schema_invalid} */
    private static void checkEvents(int place, String events) {
        try {
            AllowedEvents.of(events);
        } catch (InvalidValueException wrong) {
            throw new InvalidValueException(wrong.code(), "rules[" + place + "].events: " + wrong.getMessage());
        }
    }

    RuleMatch match(Caller caller, String id, String channel) {
        AppRow row = owned.row(caller, Permission.READ_APPS, id);
        ChannelName name = ChannelName.of(channel);
        AppSettings settings = text.settings(row.settings());
        List<Rule> rules = text.rules(row.rules());
        for (int place = 0; place < rules.size(); place++) {
            Rule rule = rules.get(place);
            if (ChannelPattern.of(rule.pattern()).matches(name)) {
                return RuleMatch.of(name, rule, place, rule.over(settings));
            }
        }
        return RuleMatch.of(name, null, null, settings);
    }

    private static About about(AppRow row, String action) {
        return new About(row.organisationId(), row.id(), action, "app " + row.id());
    }

    AppView view(AppRow row) {
        return new AppView(
                row.id(),
                row.organisationId(),
                row.name(),
                row.enabled(),
                text.settings(row.settings()),
                row.createdAt(),
                row.updatedAt(),
                row.version());
    }
}
