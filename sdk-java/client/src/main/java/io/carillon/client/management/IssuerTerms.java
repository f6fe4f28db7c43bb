package io.carillon.client.management;

import io.carillon.client.auth.Capability;
import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.InvalidValueException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whose tokens an app shall believe, and how far. docs/tokens.md tells of each field, and what it is if it is left out.
 *
 * <pre>{@code
 * IssuerTerms.named("https://id.example.com/")
 *         .forAudiences("my-chat")
 *         .withKeysAt("https://id.example.com/jwks.json")
 *         .giving("private-inbox-{user}", Capability.SUBSCRIBE);
 * }</pre>
 *
 * @param json all of it, the text of a JSON object
 */
public record IssuerTerms(String json) {

    /** @throws InvalidValueException {@code issuer_invalid} if it is no text of a JSON object */
    public IssuerTerms {
        if (!isObject(json)) {
            throw new InvalidValueException(
                    "issuer_invalid",
                    "The terms of an issuer are the text of a JSON object, as {\"name\":\"https://id.example.com/\"}.");
        }
    }

    /** An issuer whose tokens have this in {@code iss}, to the last slash. */
    public static IssuerTerms named(String name) {
        return new IssuerTerms("{}").with("name", name);
    }

    /** The same; its tokens have one of these in {@code aud}. */
    public IssuerTerms forAudiences(String... audiences) {
        return with("audiences", List.of(audiences));
    }

    /** The same; its keys are published there as a JWK Set. */
    public IssuerTerms withKeysAt(String url) {
        return with("jwks_url", url);
    }

    /** The same; its public keys or certificates are these, in PEM. */
    public IssuerTerms withKeys(String pem) {
        return with("keys", pem);
    }

    /** The same; its tokens are signed with one of these, as {@code RS256}. */
    public IssuerTerms signedWith(String... algorithms) {
        return with("algorithms", List.of(algorithms));
    }

    /** The same; tokens that say nothing of capabilities give this as well. {@code {user}} in the pattern stands for the user's id. */
    public IssuerTerms giving(String pattern, Capability... what) {
        var given = new LinkedHashMap<String, Object>();
        Json there = Json.read(json).get("capabilities");
        if (there != null) {
            given.putAll(there.fields());
        }
        given.put(
                pattern,
                Stream.of(what)
                        .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                        .toList());
        return with("capabilities", given);
    }

    /** The same; its tokens give no more than this, whatever they say. */
    public IssuerTerms within(Scope scope) {
        return with("scope", scope.fields());
    }

    /** The same; which claims say what, as {@code {"user_id":"sub","user_info":"profile"}}. */
    public IssuerTerms readingClaims(Map<String, ?> claims) {
        return with("claims", claims);
    }

    /** The same; so far may its clock be off, in seconds. */
    public IssuerTerms toleratingClocks(Duration skew) {
        return with("clock_skew", skew.toSeconds());
    }

    /** The same; its tokens last no longer than this, in seconds. */
    public IssuerTerms lastingAtMost(Duration lifetime) {
        return with("max_lifetime", lifetime.toSeconds());
    }

    private IssuerTerms with(String field, Object value) {
        var fields = new LinkedHashMap<String, Object>(Json.read(json).fields());
        fields.put(field, value);
        return new IssuerTerms(JsonWriter.write(fields));
    }

    private static boolean isObject(String text) {
        try {
            return Json.read(text).isObject();
        } catch (JsonException notJson) {
            return false;
        }
    }
}
