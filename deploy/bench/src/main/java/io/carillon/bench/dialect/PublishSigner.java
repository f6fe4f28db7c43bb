package io.carillon.bench.dialect;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs Pusher's publish requests, in place: all that changes from one request to the next is the time, the body's MD5 and
 * the signature, and a publish is a tenth of a delivery's cost where channels are small.
 *
 * <p>Signed is {@code POST\nPATH\nauth_key=..&auth_timestamp=..&auth_version=1.0&body_md5=..}, with HMAC-SHA256 under the app's
 * secret, in lower-case hex. Source: Pusher Channels documentation, "HTTP API reference: generating authentication
 * signatures".
 */
final class PublishSigner {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int TIMESTAMP_DIGITS = 10;

    private final MessageDigest md5;
    private final Mac hmac;
    private final byte[] digest = new byte[32];

    // text\nauth..&auth_signature=..: what is signed first, what is sent from the query on.
    private final byte[] text;
    private final int query;
    private final int timestamp;
    private final int bodyMd5;
    private final int signed;
    private final int signature;

    PublishSigner(Credentials app) {
        try {
            md5 = MessageDigest.getInstance("MD5");
            hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(app.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java runtime has MD5 and HMAC-SHA256", e);
        }
        String method = "POST\n" + path(app) + "\n";
        String upToTime = method + "auth_key=" + app.key() + "&auth_timestamp=";
        String upToMd5 = upToTime + "0".repeat(TIMESTAMP_DIGITS) + "&auth_version=1.0&body_md5=";
        String upToSignature = upToMd5 + "0".repeat(32) + "&auth_signature=";
        query = method.length();
        timestamp = upToTime.length();
        bodyMd5 = upToMd5.length();
        signed = bodyMd5 + 32;
        signature = upToSignature.length();
        text = (upToSignature + "0".repeat(64)).getBytes(StandardCharsets.US_ASCII);
    }

    static String path(Credentials app) {
        return "/apps/" + app.appId() + "/events";
    }

    /** The query of the body's request at this time; holds until the next call. */
    Query sign(byte[] body, long epochSecond) {
        try {
            writeSeconds(epochSecond);
            md5.update(body);
            md5.digest(digest, 0, 16);
            writeHex(bodyMd5, 16);
            hmac.update(text, 0, signed);
            hmac.doFinal(digest, 0);
            writeHex(signature, 32);
        } catch (DigestException | ShortBufferException e) {
            throw new IllegalStateException("a digest outgrew its room", e);
        }
        return new Query(text, query, text.length - query);
    }

    private void writeSeconds(long epochSecond) {
        long rest = epochSecond;
        for (int i = timestamp + TIMESTAMP_DIGITS - 1; i >= timestamp; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void writeHex(int at, int bytes) {
        for (int i = 0; i < bytes; i++) {
            text[at + 2 * i] = DIGITS[digest[i] >> 4 & 15];
            text[at + 2 * i + 1] = DIGITS[digest[i] & 15];
        }
    }

    /** HMAC-SHA256 in lower-case hex, for what is signed once a connection. */
    String sign(String message) {
        byte[] mac = hmac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac);
    }

    /** A stretch of the signer's own bytes. */
    static final class Query {
        private final byte[] bytes;
        private final int from;
        private final int length;

        private Query(byte[] bytes, int from, int length) {
            this.bytes = bytes;
            this.from = from;
            this.length = length;
        }

        byte[] bytes() {
            return bytes;
        }

        int from() {
            return from;
        }

        int length() {
            return length;
        }

        @Override
        public String toString() {
            return new String(Arrays.copyOfRange(bytes, from, from + length), StandardCharsets.US_ASCII);
        }
    }
}
