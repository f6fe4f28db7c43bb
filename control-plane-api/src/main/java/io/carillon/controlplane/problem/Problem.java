package io.carillon.controlplane.problem;

import java.util.Locale;
import java.util.Map;

/**
 * Everything for which the HTTP API refuses a request. The name in lower case is the stable code that programs may rely
 * on; the text beside it is written anew for each case. Cause and remedy are what {@code /docs/errors} says of it.
 *
 * <p>Values that cannot be ({@link io.carillon.protocol.InvalidValueException}) are refused under their own codes, all
 * with status 400.
 */
public enum Problem {
    AUTH_PARAMETERS_MISSING(
            401,
            "The query lacks auth_key, auth_timestamp, auth_version or auth_signature.",
            "Sign the request as Pusher's libraries do, or send the header Authorization: Bearer SERVER_TOKEN."),
    AUTH_VERSION_UNSUPPORTED(401, "auth_version is not 1.0.", "Send auth_version=1.0; there is no other."),
    APP_NOT_FOUND(
            404,
            "No app has the id that stands in the path.",
            "Use the app's id, a number, and not its key; look at the server it lives on."),
    APP_DISABLED(403, "The app is switched off.", "Enable the app; nothing else about the request has to change."),
    AUTH_KEY_UNKNOWN(
            401,
            "auth_key is no active key of the app.",
            "Take id, key and secret from the same app; if the key was revoked, take a new pair."),
    AUTH_KEY_EXPIRED(
            401,
            "The time of the key in auth_key is over.",
            "Sign with a key that the app has now; for the next change of keys, let both be active for a while."),
    AUTH_TIMESTAMP_INVALID(
            401, "auth_timestamp is not a number of seconds.", "Send the seconds since 1970 as a whole number."),
    AUTH_TIMESTAMP_EXPIRED(
            401,
            "The request was signed more than ten minutes ago, or by a clock that is ahead.",
            "Set the clock that is wrong, and sign each request when it is sent."),
    BODY_MD5_MISSING(
            401,
            "There is a body that the signature does not cover.",
            "Add body_md5, the MD5 of the body's bytes in hex, to the query and sign it with the rest."),
    BODY_MD5_MISMATCH(
            401,
            "The body that arrived is not the one that was signed.",
            "Hash the very bytes that are sent, after they were turned into JSON."),
    AUTH_SIGNATURE_INVALID(
            401,
            "The signature is not the key's signature of this request.",
            "Compare the text that you signed with the one in the answer; if both are the same, the secret is wrong."),
    TOKEN_UNKNOWN(
            401,
            "The bearer token is no server token of the app, or was revoked.",
            "Use one of the app's server tokens; with key and secret, sign the request instead."),
    TOKEN_EXPIRED(
            401,
            "The time of the bearer token is over.",
            "Make the app a new server token, or fetch the user a new connection token, and send that one."),
    TOKEN_REVOKED(
            401,
            "The connection token, all of its user, all of its key or all of the app were revoked.",
            "Let the user sign in again, and send a new token."),
    USER_BLOCKED(
            403,
            "The user was sent away until a moment that has not come.",
            "Wait until the moment that the answer names, or take the block back."),
    CHANNEL_NOT_ALLOWED(
            403,
            "The connection token does not give what a subscription to the channel needs.",
            "Have the token made with capabilities that do: subscribe for private channels, presence for presence channels."),
    USER_UNKNOWN(
            403,
            "A server asks for a signature that is for one user, and does not say for whom.",
            "Add user with an id to the body."),
    TOKEN_WITHOUT_USER(
            403,
            "Who signs in, or is a member of a presence channel, is somebody, and the token does not say who its holder is.",
            "Have the token made with sub, the user's id."),
    USER_NOT_ACCEPTED(
            403,
            "An end user's request names a user.",
            "Leave user out: what is asked for with a token is signed as the token's user."),
    USER_INFO_TOO_LARGE(
            413,
            "What is told about a user has more bytes than the app or the channel's rule allows.",
            "Tell less, or a link to it; or raise the limit that the answer names."),
    ORIGIN_NOT_ALLOWED(
            403,
            "A page asks whose origin is not among those that the app allows.",
            "Add the origin of the page to the app's allowed_origins; servers send no Origin."),
    SCOPE_INSUFFICIENT(
            403,
            "The key or token is right, but its scope does not reach as far as this request.",
            "Use a key or token whose scope has the operation and the channel that the answer names, or widen its scope."),
    RATE_LIMIT_EXCEEDED(
            429,
            "All servers of the app together do more in a second than it may.",
            "Wait as long as Retry-After says, and spread requests out; or raise the limit that the answer names."),
    MESSAGE_QUOTA_EXHAUSTED(
            429,
            "The app has sent as many messages as it may in a day or a month.",
            "Wait until the moment that the answer names, or raise the quota; reading and connections go on meanwhile."),

    REQUEST_MALFORMED(
            400,
            "The target or the headers of the request break the rules of HTTP.",
            "Let an HTTP library write the request, and escape what stands in path and query."),
    BODY_MALFORMED(
            400, "The body is no JSON object in UTF-8.", "Send one JSON object in UTF-8, with nothing behind it."),
    BODY_TOO_LARGE(413, "The body is larger than this server takes.", "Send fewer or smaller events at once."),
    FIELD_MISSING(400, "A field that must be there is not.", "Add the field that the answer names."),
    FIELD_TYPE_WRONG(
            400,
            "A field has a JSON value of another type than it must have.",
            "Send the type that the answer names; ids and names are strings."),
    EVENT_DATA_TOO_LARGE(
            413,
            "The data of an event has more bytes than the app may send.",
            "Send less, or send a link to it; or raise the app's limit."),
    CHANNELS_TOO_MANY(
            400,
            "An event names more channels than the app may name, an event of a batch more than one, or a request for"
                    + " signatures more than 100.",
            "Name the rest in another request; in a batch, add an event for each channel."),
    EVENT_NOT_ALLOWED(
            422,
            "The channel's rule says which events it takes, and this is none of them.",
            "Send one of those that the answer lists, or add it to the events of the rule."),
    EVENT_DATA_INVALID(
            422,
            "The event's data is not as the JSON Schema in the channel's rule has it.",
            "Mend what the answer points at, or change the schema in the rule."),
    CHANNEL_NAME_TOO_LONG(
            400,
            "A channel's name has more than 200 characters, or more than the app's limit allows.",
            "Shorten the name; its prefix counts."),
    BATCH_TOO_LARGE(400, "A batch has more events than the app may send at once.", "Send the rest in another batch."),
    INFO_UNKNOWN(
            400,
            "info asks for something that there is not.",
            "Ask for user_count, subscription_count or cache, joined by commas; the answer says which of them are there."),
    PRESENCE_ONLY(
            400,
            "Members were asked of a channel that has none.",
            "Ask only for channels whose name begins with presence-; for lists, send filter_by_prefix=presence-."),
    IDEMPOTENCY_KEY_REUSED(
            409,
            "The idempotency key stands for another event already, so this one was not published.",
            "Use a new key for each new event, and the old one only to send the same event again."),

    AUTHENTICATION_REQUIRED(
            401,
            "A request to the management API does not say who sends it, or not in a way that is understood.",
            "Send Authorization: Bearer API_TOKEN, or sign in and send the session's cookie."),
    API_TOKEN_UNKNOWN(
            401,
            "The token is no API token of the platform, has ended or was revoked.",
            "Make a new token in the console or with the API; server tokens of apps are others."),
    CSRF_TOKEN_WRONG(
            403,
            "A request with a session's cookie would change something, and lacks the session's CSRF token.",
            "Send the token that signing in gave in the header X-CSRF-Token."),
    SESSION_REQUIRED(
            403,
            "This is for people who have signed in themselves; a token may not do it for them.",
            "Sign in, and send the session's cookie instead of a token."),
    CREDENTIALS_WRONG(
            401,
            "No account has this e-mail address and this password.",
            "Look at both; whoever runs the platform, or owns the organisation, can make a link for a new password."),
    SECOND_FACTOR_REQUIRED(
            401,
            "The password is right, and the account has a second factor.",
            "Send the same again with code: six digits of the authenticator app, or a recovery code."),
    SECOND_FACTOR_WRONG(
            401,
            "The code is not the one of this moment, or was used before.",
            "Send the code that the app shows now; look at the clock of the device; or use a recovery code."),
    ACCOUNT_DISABLED(403, "The account was switched off.", "Ask whoever runs the platform."),
    PASSWORD_REFUSED(
            422,
            "The password is too short, too long, or one of the first that anybody would try.",
            "Choose one of 12 to 256 characters, such as a few words in a row."),
    ORIGIN_REFUSED(
            403,
            "A page of another site sent the request.",
            "Use pages of this server; programs send a token and no Origin."),
    LINK_UNKNOWN(
            404,
            "The link was used before, is too old, was taken back, or never was one.",
            "Ask for a new one; for the very first sign-in, start the server again."),
    SIGN_IN_FIRST(
            409,
            "Somebody has an account with the address of the invitation.",
            "Sign in to it, and then accept the invitation."),
    TOO_MANY_ATTEMPTS(
            429,
            "So many attempts went wrong that the next one has to wait.",
            "Wait as long as the header Retry-After says; what is sent earlier is not looked at."),
    TOO_BUSY(
            503,
            "More is asked for at once than this server does.",
            "Try again after as many seconds as the header Retry-After says."),
    PERMISSION_MISSING(
            403,
            "The caller's role in the organisation is not enough, or its token is for another app.",
            "Ask an owner of the organisation for the role that the answer names."),
    RESOURCE_NOT_FOUND(
            404,
            "What the path names is not there, or is not the caller's to see.",
            "Look at the id, and at whose token is sent."),
    VERSION_CONFLICT(
            412,
            "If-Match names a version that is no longer the newest: somebody else made a change in between.",
            "Read it again, apply the change to what is there now, and send it with the new ETag."),
    NAME_TAKEN(
            409,
            "Something of this id, key, name or address is there already.",
            "Choose another, or change the one that is there."),
    LIMIT_ABOVE_CEILING(
            422,
            "A limit is higher than what the operator of the platform allows the organisation.",
            "Choose a limit up to the one that the answer names, or ask the operator."),
    FIELD_UNKNOWN(
            400,
            "The body has a field that there is not.",
            "Leave it out or mend its name; the description of the API at /openapi.yml has them all."),
    VALUE_OUT_OF_RANGE(
            422,
            "A value is too small, too large, too long or too many.",
            "Use a value in the range that the answer names."),
    STATE_CONFLICT(
            409, "What was asked for is not possible as things stand.", "Mend what the answer names, then ask again."),

    REVOCATIONS_TOO_MANY(
            409,
            "The app has as many revocations in force as it may.",
            "Revoke everything that was issued before a moment at once, take some back, or wait until some are over."),
    TOKEN_NOT_REVOCABLE(
            422,
            "The token that was to be revoked is refused anyway, for the reason that the answer names.",
            "There is nothing to do about this one; to revoke others, name a user, a key or all."),

    PATH_NOT_FOUND(
            404,
            "There is nothing under this path.",
            "Use a path of Pusher's HTTP API, which all begin with /apps/APP_ID, or of the management API under /api/v1."),
    METHOD_NOT_ALLOWED(
            405, "The path is there, but not for this method.", "Use a method that the answer's header Allow names."),
    NOT_ACCEPTABLE(406, "The client accepts no JSON.", "Send Accept: application/json, or no Accept at all."),
    MEDIA_TYPE_UNSUPPORTED(
            415, "The body is of a type that is not taken here.", "Send Content-Type: application/json."),

    REQUEST_REFUSED(
            403,
            "The request was refused before it was looked at; the answer has the status that fits, which may be another.",
            "Mend what the answer names."),

    TEMPORARILY_UNAVAILABLE(
            503,
            "The server cannot reach the other nodes just now, so it is not known whether the request was carried out.",
            "Try again in a moment, with an idempotency key so that nothing is published twice."),
    INTERNAL_ERROR(500, "Something went wrong in the server.", "Look into the server's log; the request may be fine.");

    private final int status;
    private final String code;
    private final String cause;
    private final String remedy;

    Problem(int status, String cause, String remedy) {
        this.status = status;
        this.code = name().toLowerCase(Locale.ROOT);
        this.cause = cause;
        this.remedy = remedy;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** The stable code: the name in lower case. */
    public String code() {
        return code;
    }

    /** What happened, in a sentence that fits every case. */
    public String cause() {
        return cause;
    }

    /** How to mend it, in a sentence. */
    public String remedy() {
        return remedy;
    }

    /** A refusal for this reason. */
    public Refusal because(String text) {
        return new Refusal(this, text, Map.of());
    }

    /** The same, where the answer says something in headers too. */
    public Refusal because(String text, Map<String, String> headers) {
        return new Refusal(this, text, headers);
    }
}
