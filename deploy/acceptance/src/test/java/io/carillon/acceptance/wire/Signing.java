package io.carillon.acceptance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.acceptance.server.RunningJar;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signatures written from Pusher's documentation alone, so that the server's own signing cannot agree with itself in a
 * mistake.
 */
public final class Signing {

    private Signing() {}

    /** {@code KEY:SIGNATURE} for a channel; {@code channelData} as it will be sent, or null. */
    public static String channel(String socketId, String channel, @Nullable String channelData) {
        String signed = socketId + ":" + channel + (channelData == null ? "" : ":" + channelData);
        return RunningJar.APP_KEY + ":" + hmac(RunningJar.APP_SECRET, signed);
    }

    /** {@code KEY:SIGNATURE} for a sign-in. */
    public static String user(String socketId, String userData) {
        return RunningJar.APP_KEY + ":" + hmac(RunningJar.APP_SECRET, socketId + "::user::" + userData);
    }

    /** A connection token of a user for an hour, which allows all on private channels. */
    public static String token(String user, String id) {
        long now = System.currentTimeMillis() / 1000;
        String text = base64url("{\"alg\":\"HS256\",\"kid\":\"" + RunningJar.APP_KEY + "\"}") + "."
                + base64url("{\"sub\":\"" + user + "\",\"jti\":\"" + id + "\",\"iat\":" + now + ",\"exp\":"
                        + (now + 3_600) + ",\"capabilities\":{\"private-*\":[\"subscribe\",\"publish\"]}}");
        byte[] signature = HexFormat.of().parseHex(hmac(RunningJar.APP_SECRET, text));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String base64url(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    /** A signed query with nothing escaped; {@code body_md5} if there is a body; parameters as {@code key, value, …}. */
    public static String query(String method, String path, @Nullable String body, String... parameters) {
        return query(method, path, body, System.currentTimeMillis() / 1000, parameters);
    }

    /** As above, at a time of the test's choosing in seconds. */
    public static String query(
            String method, String path, @Nullable String body, long timestamp, String... parameters) {
        var sorted = new TreeMap<String, String>();
        sorted.put("auth_key", RunningJar.APP_KEY);
        sorted.put("auth_timestamp", Long.toString(timestamp));
        sorted.put("auth_version", "1.0");
        if (body != null) {
            sorted.put("body_md5", md5(body));
        }
        for (int i = 0; i < parameters.length; i += 2) {
            sorted.put(parameters[i], parameters[i + 1]);
        }
        String text = joined(sorted);
        return text + "&auth_signature=" + hmac(RunningJar.APP_SECRET, method + "\n" + path + "\n" + text);
    }

    /** The pairs as they are signed and, unescaped, sent. */
    public static String joined(Map<String, String> sorted) {
        var text = new StringBuilder();
        sorted.forEach((key, value) ->
                text.append(text.isEmpty() ? "" : "&").append(key).append('=').append(value));
        return text.toString();
    }

    /** Lower-case hex of HMAC-SHA256. */
    public static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lower-case hex of MD5. */
    public static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
