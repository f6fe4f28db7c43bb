package io.carillon.token;

import java.util.Locale;

/** Why a token is refused. The codes are stable: programs may rely on them. */
public enum RefusalCode {
    TOKEN_TOO_LARGE(
            "The token has more than 8192 characters.",
            "Put less into it: name channels by patterns, and keep what others need not see out of user_info."),
    TOKEN_MALFORMED(
            "What was sent is no signed JWT: three parts in base64url, joined by full stops, of which the first two are JSON objects.",
            "Send the token alone, as the JWT library answered it; an encrypted one (five parts) is not taken."),
    TOKEN_HEADER_REFUSED(
            "The token's header asks for something that is never done here, such as believing a key that the token brings along.",
            "Leave crit, b64, zip, enc, jwk, jku, x5u, x5c, p2s and p2c out of the header, and send no logout or other special token."),
    TOKEN_ALGORITHM_REFUSED(
            "The token's alg is none of those that its signer is bound to.",
            "Sign with HS256 if the token is signed with an app key; for an issuer, use an algorithm that it is registered with."),
    TOKEN_ISSUER_UNKNOWN(
            "The app trusts no issuer of the name in iss, and the token is not signed with a key of the app.",
            "Register the issuer with the app, with exactly the text that its tokens have in iss; or sign with an app key and name it in kid."),
    TOKEN_KEY_UNKNOWN(
            "The key that kid names is none of the app's or issuer's; or there is no kid, and several keys could be meant.",
            "Put the app key, or the name of the issuer's key, into the header as kid; look whether the token is for another app."),
    TOKEN_KEY_EXPIRED(
            "The time of the app key that the token is signed with is over.",
            "Sign with a key that the app has now; for the next change of keys, let both be active for a while."),
    TOKEN_KEY_UNUSABLE(
            "The key is there, but too weak, of the wrong kind or on the wrong curve.",
            "Give the app a new key pair, or the issuer an RSA key of 2048 bits or more, an EC key on the algorithm's curve or an Ed25519 key."),
    TOKEN_KEYS_UNAVAILABLE(
            "The issuer's key set cannot be fetched just now.",
            "Try again in a moment; if it goes on, look at the URL of the key set from where the platform runs."),
    TOKEN_SIGNATURE_INVALID(
            "The signature is not that of the key over this token.",
            "Sign with the secret that belongs to the app key in kid, as text and not decoded from hex; change nothing afterwards."),
    TOKEN_EXPIRED("The token's exp is past.", "Fetch a new token and try again."),
    TOKEN_NOT_YET_VALID(
            "The token's iat or nbf lies in the future.",
            "Set the clock of the machine that makes tokens; times are seconds since 1970."),
    TOKEN_LIFETIME_TOO_LONG(
            "More time lies between iat and exp than the signer may give.",
            "Make tokens for minutes or hours and refresh them; or have the limit for this issuer raised."),
    TOKEN_AUDIENCE_WRONG(
            "The token's aud names somebody else.",
            "Have the token made for this app: aud is the app's id, or the audience that the issuer is registered with."),
    TOKEN_CLAIM_MISSING(
            "A claim that every token must have is not there.",
            "Add the claim that the words name; exp and iat are always needed."),
    TOKEN_CLAIM_INVALID("A claim has a value that it cannot have.", "Mend the claim that the words name, as they say."),
    TOKEN_VERIFICATION_BUSY(
            "More tokens wait to be verified than the server takes at a time.", "Try again in a moment.");

    private final String whatHappened;
    private final String howToMend;

    RefusalCode(String whatHappened, String howToMend) {
        this.whatHappened = whatHappened;
        this.howToMend = howToMend;
    }

    /** The code as it is told, in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong, in a sentence. */
    public String whatHappened() {
        return whatHappened;
    }

    /** How to mend it, in a sentence. */
    public String howToMend() {
        return howToMend;
    }

    /** Whether the same token may be good in a moment. */
    public boolean isTemporary() {
        return this == TOKEN_KEYS_UNAVAILABLE || this == TOKEN_VERIFICATION_BUSY;
    }

    @Override
    public String toString() {
        return code();
    }
}
