package io.carillon.controlplane.credential;

import io.carillon.controlplane.secret.Texts;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with its costs.
 *
 * @param memory in KiB
 * @param rounds over the memory
 * @param lanes that could run side by side
 */
record Argon2(int memory, int rounds, int lanes) {

    /** What new passwords are hashed with: the least that OWASP advises, so that small machines carry it. */
    static final Argon2 NOW = new Argon2(19_456, 2, 1);

    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{1,86})\\$([A-Za-z0-9+/]{1,86})");

    /** {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. */
    String hash(String text) {
        byte[] salt = Texts.bytes(SALT);
        return prefix() + base64(salt) + "$" + base64(compute(text, salt, HASH));
    }

    /** Whether the text is the one of which this hash was made, with the costs that the hash names. */
    static boolean matches(String text, String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("what is kept as a password's hash is none");
        }
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] actual = new Argon2(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)))
                .compute(text, Base64.getDecoder().decode(parts.group(4)), expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    /** Whether a hash was made with these costs. */
    boolean made(String phc) {
        return phc.startsWith(prefix());
    }

    private String prefix() {
        return "$argon2id$v=19$m=" + memory + ",t=" + rounds + ",p=" + lanes + "$";
    }

    private byte[] compute(String text, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(rounds)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(text.toCharArray(), hash);
        return hash;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
