package io.carillon.token;

import io.carillon.backplane.App;
import io.carillon.protocol.AppId;
import io.carillon.token.key.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of issuers whose signature was found right, by their digest. What is remembered is that the signature is right, and whose it
 * is. Whether the app still trusts the issuer, and the issuer still has the key, is asked anew each time: so there is nothing to be
 * invalidated, and no news of a change that could be missed. May be called from any thread.
 */
final class VerifiedTokens {

    private record Entry(ConnectionToken token, IssuerSigner signer, TokenAlgorithm algorithm, Proof proof) {}

    private final Map<String, Entry> entries;

    /** @param most how many are remembered; the one that was not asked for the longest gives way */
    VerifiedTokens(int most) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
                return size() > most;
            }
        };
    }

    /** A token of this text that was verified for the app; its time may be over. */
    @Nullable
    ConnectionToken find(String text, App app, Signers signers) {
        String digest = digest(app.id(), text);
        Entry entry;
        synchronized (entries) {
            entry = entries.get(digest);
        }
        if (entry == null) {
            return null;
        }
        if (stands(entry, app, signers)) {
            return entry.token;
        }
        synchronized (entries) {
            entries.remove(digest, entry);
        }
        return null;
    }

    private static boolean stands(Entry entry, App app, Signers signers) {
        if (!signers.stands(entry.signer, app)) {
            return false;
        }
        CompletableFuture<Proof> proof =
                entry.signer.proof(entry.algorithm, entry.token.keyId()).toCompletableFuture();
        try {
            return entry.proof.equals(proof.getNow(null));
        } catch (CompletionException keyIsGone) {
            return false;
        }
    }

    /** Remembers a token that was verified; one that is signed with an app key is as quickly verified as found. */
    void keep(String text, Hearing hearing, Proof proof, ConnectionToken token) {
        if (hearing.signer() instanceof IssuerSigner signer) {
            synchronized (entries) {
                entries.put(digest(hearing.app(), text), new Entry(token, signer, hearing.algorithm(), proof));
            }
        }
    }

    int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private static String digest(AppId app, String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(app.value().getBytes(StandardCharsets.US_ASCII));
            // No app id has one: nobody's id and token run into each other.
            sha256.update((byte) '.');
            return new String(sha256.digest(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
