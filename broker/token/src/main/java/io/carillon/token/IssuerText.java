package io.carillon.token;

import io.carillon.backplane.Issuer;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.json.Json;
import io.carillon.token.json.JsonNull;
import io.carillon.token.json.JsonNumber;
import io.carillon.token.json.MalformedJsonException;
import io.carillon.token.key.TokenAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An issuer as its owner writes it down, in JSON:
 *
 * <pre>{@code
 * {
 *   "name": "https://id.example.com/",
 *   "algorithms": ["RS256"],
 *   "audiences": ["my-chat"],
 *   "jwks_url": "https://id.example.com/jwks.json",
 *   "keys": "-----BEGIN PUBLIC KEY-----...",
 *   "claims": {"user_id": "sub", "user_info": "profile", "shown": ["name"], "capabilities": "/app/rights", "watchlist": "friends"},
 *   "capabilities": {"private-inbox-{user}": ["subscribe"]},
 *   "scope": {"operations": ["subscribe"], "channels": ["private-*"]},
 *   "clock_skew": 30,
 *   "max_lifetime": 86400
 * }
 * }</pre>
 *
 * Either {@code jwks_url} or {@code keys} (PEM as text, or a JWK Set as an object) must be there, as must {@code name} and {@code
 * audiences}. Without {@code algorithms} it is RS256, without {@code claims} the user is {@code sub}. Times are seconds.
 */
public final class IssuerText {

    /** The longest text, in characters. */
    public static final int MAX_LENGTH = 64 * 1024;

    private static final Set<String> FIELDS = new LinkedHashSet<>(List.of(
            "name",
            "algorithms",
            "audiences",
            "jwks_url",
            "keys",
            "claims",
            "capabilities",
            "scope",
            "clock_skew",
            "max_lifetime"));
    private static final Set<String> CLAIMS =
            new LinkedHashSet<>(List.of("user_id", "user_info", "shown", "capabilities", "watchlist"));
    private static final Set<String> SCOPE = new LinkedHashSet<>(List.of("operations", "channels"));

    private IssuerText() {}

    /**
     * Reads one.
     *
     * @throws InvalidValueException {@code issuer_invalid} and what its parts throw
     */
    public static TrustedIssuer read(String json) {
        if (json.length() > MAX_LENGTH) {
            throw invalid("it has " + json.length() + " characters; at most " + MAX_LENGTH + " are allowed");
        }
        Map<String, Object> issuer;
        try {
            issuer = Json.object(json);
        } catch (MalformedJsonException malformed) {
            throw invalid(malformed.getMessage());
        }
        checkNames("", issuer, FIELDS);
        TokenRules rules = TokenRules.DEFAULTS;
        return new TrustedIssuer(
                needed(text("name", issuer), "name", "exactly what its tokens have in iss"),
                algorithms(issuer),
                new LinkedHashSet<>(
                        needed(texts("audiences", issuer), "audiences", "what its tokens for this app have in aud")),
                keys(issuer),
                claims(object("claims", issuer)),
                template(object("capabilities", issuer)),
                scope(object("scope", issuer)),
                seconds("clock_skew", issuer, rules.skew()),
                seconds("max_lifetime", issuer, rules.maximumLifetime()));
    }

    /** The same, for the directory. */
    public static Issuer checked(String json) {
        return new Issuer(read(json).name(), json);
    }

    /**
     * The same issuer in the one form in which it is kept: its fields in the order above, those that are null left out, nothing in
     * between.
     *
     * @throws InvalidValueException as {@link #read}
     */
    public static Issuer canonical(String json) {
        TrustedIssuer issuer = read(json);
        Map<String, Object> written;
        try {
            written = Json.object(json);
        } catch (MalformedJsonException malformed) {
            throw new IllegalStateException("what was read can be read", malformed);
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String field : FIELDS) {
            Object value = written.getOrDefault(field, JsonNull.NULL);
            if (value != JsonNull.NULL) {
                ordered.put(field, value);
            }
        }
        return new Issuer(issuer.name(), Json.write(ordered));
    }

    private static Set<TokenAlgorithm> algorithms(Map<String, Object> issuer) {
        List<String> names = texts("algorithms", issuer);
        if (names == null) {
            return Set.of(TokenAlgorithm.RS256);
        }
        Set<TokenAlgorithm> algorithms = EnumSet.noneOf(TokenAlgorithm.class);
        for (String name : names) {
            TokenAlgorithm algorithm = TokenAlgorithm.named(name);
            if (algorithm == null || algorithm.isSymmetric()) {
                throw invalid(InvalidValueException.quote(name) + " is no algorithm that an issuer can have; there are "
                        + Arrays.stream(TokenAlgorithm.values())
                                .filter(one -> !one.isSymmetric())
                                .map(TokenAlgorithm::jwsName)
                                .collect(Collectors.joining(", ")));
            }
            algorithms.add(algorithm);
        }
        return algorithms;
    }

    private static IssuerKeys keys(Map<String, Object> issuer) {
        String url = text("jwks_url", issuer);
        Object keys = issuer.getOrDefault("keys", JsonNull.NULL);
        if ((url == null) == (keys == JsonNull.NULL)) {
            throw invalid("give either jwks_url, where it publishes its keys, or keys");
        }
        if (url != null) {
            return IssuerKeys.published(url);
        }
        return IssuerKeys.pinned(keys instanceof String text ? text : Json.write(keys));
    }

    private static ClaimMapping claims(@Nullable Map<String, Object> claims) {
        if (claims == null) {
            return ClaimMapping.IDENTITY_ONLY;
        }
        checkNames("claims.", claims, CLAIMS);
        ClaimPath user = path("user_id", claims);
        List<String> shown = texts("shown", claims);
        return new ClaimMapping(
                user == null ? ClaimMapping.IDENTITY_ONLY.userId() : user,
                path("user_info", claims),
                shown == null ? List.of() : shown,
                path("capabilities", claims),
                path("watchlist", claims));
    }

    private static @Nullable ClaimPath path(String field, Map<String, Object> claims) {
        String text = text(field, claims);
        return text == null ? null : ClaimPath.of(text);
    }

    private static CapabilityTemplate template(@Nullable Map<String, Object> capabilities) {
        if (capabilities == null) {
            return CapabilityTemplate.NOTHING;
        }
        Map<String, Set<Operation>> grants = new LinkedHashMap<>();
        capabilities.forEach((pattern, names) -> grants.put(pattern, Capabilities.operations(pattern, names)));
        return new CapabilityTemplate(grants);
    }

    private static Scope scope(@Nullable Map<String, Object> scope) {
        if (scope == null) {
            return Scope.EVERYTHING;
        }
        checkNames("scope.", scope, SCOPE);
        List<String> channels = texts("channels", scope);
        List<String> operations = texts("operations", scope);
        return new Scope(
                operations == null
                        ? Scope.EVERYTHING.operations()
                        : Capabilities.operations("scope.operations", operations),
                channels == null
                        ? Scope.EVERYTHING.channels()
                        : channels.stream().map(ChannelPattern::of).toList());
    }

    private static Duration seconds(String field, Map<String, Object> object, Duration otherwise) {
        Object value = object.getOrDefault(field, JsonNull.NULL);
        if (value == JsonNull.NULL) {
            return otherwise;
        }
        if (value instanceof JsonNumber number && number.text().matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Integer.parseInt(number.text()));
        }
        throw invalid(field + " must be a whole number of seconds");
    }

    private static @Nullable String text(String field, Map<String, Object> object) {
        Object value = object.getOrDefault(field, JsonNull.NULL);
        if (value == JsonNull.NULL) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        throw invalid(field + " must be text");
    }

    private static @Nullable List<String> texts(String field, Map<String, Object> object) {
        Object value = object.getOrDefault(field, JsonNull.NULL);
        if (value == JsonNull.NULL) {
            return null;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw invalid(field + " must be a list of texts");
    }

    private static @Nullable Map<String, Object> object(String field, Map<String, Object> object) {
        Object value = object.getOrDefault(field, JsonNull.NULL);
        if (value == JsonNull.NULL) {
            return null;
        }
        Map<String, Object> inner = Json.asObject(value);
        if (inner == null) {
            throw invalid(field + " must be an object");
        }
        return inner;
    }

    private static <T> T needed(@Nullable T value, String field, String what) {
        if (value == null) {
            throw invalid(field + " is missing: " + what);
        }
        return value;
    }

    private static void checkNames(String where, Map<String, Object> object, Set<String> known) {
        for (String name : object.keySet()) {
            if (!known.contains(name)) {
                throw invalid("there is no " + where + InvalidValueException.quote(name) + "; there are "
                        + String.join(", ", known));
            }
        }
    }

    private static InvalidValueException invalid(@Nullable String why) {
        return new InvalidValueException("issuer_invalid", "The issuer cannot be: " + why + ".");
    }
}
