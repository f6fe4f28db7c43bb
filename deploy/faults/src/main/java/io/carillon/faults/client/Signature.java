package io.carillon.faults.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Pusher's signatures, made by a server of the app: of subscriptions and of HTTP requests. */
public final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * What a client shows to be let into a private or presence channel.
     *
     * @param channelData empty on private channels
     */
    static String ofSubscription(App app, String socketId, String channel, String channelData) {
        String signed = socketId + ":" + channel + (channelData.isEmpty() ? "" : ":" + channelData);
        return app.key() + ":" + hmac(app.secret(), signed);
    }

    /**
     * The query of a signed request.
     *
     * @param body empty for a GET
     * @param seconds of the signer's clock
     * @param parameters whose values need no escaping
     */
    public static String query(
            App app, String method, String path, String body, long seconds, Map<String, String> parameters) {
        var all = new TreeMap<>(parameters);
        all.put("auth_key", app.key());
        all.put("auth_timestamp", Long.toString(seconds));
        all.put("auth_version", "1.0");
        if (!body.isEmpty()) {
            all.put("body_md5", md5(body));
        }
        var query = new StringBuilder();
        all.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        return query + "&auth_signature=" + hmac(app.secret(), method + "\n" + path + "\n" + query);
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
