package io.carillon.backplane.redis;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.ChannelRule;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.Issuer;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Revocations;
import io.carillon.backplane.Scope;
import io.carillon.backplane.ServerToken;
import io.carillon.backplane.seal.Vault;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelPattern;
import io.carillon.schema.AllowedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an app looks in Redis: a version, then {@link Fields} in the order of the records; lists begin with their length. Secrets of
 * key pairs are sealed: whoever reads Redis cannot sign.
 */
final class AppForm {

    private static final char VERSION = '4';

    private final Vault vault;

    AppForm(Vault vault) {
        this.vault = vault;
    }

    byte[] write(App app) {
        var out = new Fields.Writer(VERSION);
        out.add(app.id()).add(app.name()).add(flag(app.enabled()));
        out.add(app.keys().size());
        app.keys().forEach(pair -> write(pair, out));
        out.add(app.tokens().size());
        app.tokens().forEach(token -> write(token, out));
        write(app.limits(), out);
        write(app.options(), out);
        out.add(app.rules().size());
        app.rules().forEach(rule -> write(rule, out));
        write(app.exhausted(), out);
        out.add(app.issuers().size());
        app.issuers().forEach(issuer -> out.add(issuer.name()).add(issuer.text()));
        out.add(app.revocations().all().size());
        app.revocations().all().forEach(revocation -> write(revocation, out));
        return out.bytes();
    }

    /**
     * Throws {@link MalformedException} for what {@link #write} did not write, and {@link
     * io.carillon.backplane.seal.SealBrokenException} for what another master key sealed.
     */
    App read(byte[] bytes) {
        var in = new Fields.Reader(bytes, 0);
        if (in.mark() != VERSION) {
            throw new MalformedException("an app is written in a version that this process does not know");
        }
        return new App(
                AppId.of(in.text()),
                in.text(),
                in.flag(),
                list(in, () -> keyPair(in)),
                list(in, () -> new ServerToken(in.text(), scope(in), moment(in))),
                limits(in),
                options(in),
                list(in, () -> rule(in)),
                exhausted(in),
                list(in, () -> new Issuer(in.text(), in.text())),
                Revocations.of(list(in, () -> revocation(in))));
    }

    private void write(KeyPair pair, Fields.Writer out) {
        out.add(pair.key()).add(vault.seal(pair.secret(), label(pair.key())));
        write(pair.scope(), out);
        out.add(pair.until());
    }

    private KeyPair keyPair(Fields.Reader in) {
        var key = AppKey.of(in.text());
        return new KeyPair(key, vault.open(in.text(), label(key)), scope(in), moment(in));
    }

    private static String label(AppKey key) {
        return "key:" + key;
    }

    private static void write(ServerToken token, Fields.Writer out) {
        out.add(token.sha256());
        write(token.scope(), out);
        out.add(token.until());
    }

    private static void write(Scope scope, Fields.Writer out) {
        out.add(scope.operations().size());
        scope.operations().stream().sorted().forEach(out::add);
        out.add(scope.channels().size());
        scope.channels().forEach(out::add);
    }

    private static Scope scope(Fields.Reader in) {
        List<Operation> operations = list(in, () -> operation(in.text()));
        return new Scope(Set.copyOf(operations), list(in, () -> ChannelPattern.of(in.text())));
    }

    private static Operation operation(String name) {
        try {
            return Operation.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new MalformedException("an app is written with an operation that this process does not know");
        }
    }

    private static void write(ChannelRule rule, Fields.Writer out) {
        out.add(rule.pattern())
                .add(rule.clientEvents())
                .add(rule.subscriptionCounts())
                .add(rule.eventBytes())
                .add(rule.clientEventBytes())
                .add(rule.clientEventsPerSecond())
                .add(rule.membersPerChannel())
                .add(rule.userInfoBytes())
                .add(rule.cacheFor())
                .add(rule.historyEvents())
                .add(rule.historyFor())
                .add(rule.events());
    }

    private static ChannelRule rule(Fields.Reader in) {
        return new ChannelRule(
                ChannelPattern.of(in.text()),
                optional(in, Boolean::valueOf),
                optional(in, Boolean::valueOf),
                optional(in, Integer::valueOf),
                optional(in, Integer::valueOf),
                optional(in, Integer::valueOf),
                optional(in, Integer::valueOf),
                optional(in, Integer::valueOf),
                optional(in, Duration::parse),
                optional(in, Integer::valueOf),
                optional(in, Duration::parse),
                optional(in, AllowedEvents::kept));
    }

    private static void write(@Nullable Exhausted exhausted, Fields.Writer out) {
        out.add(flag(exhausted != null));
        if (exhausted != null) {
            out.add(exhausted.quota()).add(exhausted.allowed()).add(exhausted.until());
        }
    }

    private static @Nullable Exhausted exhausted(Fields.Reader in) {
        return in.flag() ? new Exhausted(in.text(), in.number(), Instant.parse(in.text())) : null;
    }

    private static void write(Revocation revocation, Fields.Writer out) {
        // There may be thousands: numbers take a third of the room of dates, and are read twenty times as fast.
        out.add(revocation.kind())
                .add(revocation.subject())
                .add(revocation.before().toEpochMilli())
                .add(revocation.until().toEpochMilli());
    }

    private static Revocation revocation(Fields.Reader in) {
        return new Revocation(
                kind(in.text()), in.text(), Instant.ofEpochMilli(in.number()), Instant.ofEpochMilli(in.number()));
    }

    private static Revocation.Kind kind(String name) {
        try {
            return Revocation.Kind.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new MalformedException("an app is written with a revocation that this process does not know");
        }
    }

    private static @Nullable Instant moment(Fields.Reader in) {
        return optional(in, Instant::parse);
    }

    private static <T> @Nullable T optional(Fields.Reader in, Function<String, T> parse) {
        String text = in.optional();
        return text == null ? null : parse.apply(text);
    }

    private static void write(AppLimits limits, Fields.Writer out) {
        out.add(limits.connections())
                .add(limits.eventBytes())
                .add(limits.channelsPerEvent())
                .add(limits.eventsPerBatch())
                .add(limits.channelNameLength())
                .add(limits.membersPerChannel())
                .add(limits.userInfoBytes())
                .add(limits.clientEventsPerSecond())
                .add(limits.clientEventBytes())
                .add(limits.watchedUsers())
                .add(limits.channelsPerConnection())
                .add(limits.subscribesPerSecond())
                .add(limits.cacheFor())
                .add(limits.historyEvents())
                .add(limits.historyFor())
                .add(limits.publishesPerSecond())
                .add(limits.readsPerSecond());
    }

    private static AppLimits limits(Fields.Reader in) {
        return new AppLimits(
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                Duration.parse(in.text()),
                in.count(),
                Duration.parse(in.text()),
                in.count(),
                in.count());
    }

    private static void write(AppOptions options, Fields.Writer out) {
        out.add(flag(options.clientEvents()))
                .add(flag(options.subscriptionCounts()))
                .add(flag(options.userEvents()))
                .add(flag(options.webhooks()))
                .add(flag(options.tlsOnly()));
        out.add(options.allowedOrigins().size());
        options.allowedOrigins().forEach(out::add);
        out.add(options.activityTimeout()).add(options.authorizationTimeout());
    }

    private static AppOptions options(Fields.Reader in) {
        return new AppOptions(
                in.flag(),
                in.flag(),
                in.flag(),
                in.flag(),
                in.flag(),
                list(in, in::text),
                Duration.parse(in.text()),
                Duration.parse(in.text()));
    }

    private static <T> List<T> list(Fields.Reader in, Supplier<T> item) {
        int size = in.count();
        List<T> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(item.get());
        }
        return items;
    }

    private static String flag(boolean on) {
        return on ? "1" : "0";
    }
}
