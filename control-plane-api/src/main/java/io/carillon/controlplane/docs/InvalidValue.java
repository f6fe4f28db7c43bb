package io.carillon.controlplane.docs;

import java.util.Locale;

/**
 * The codes of {@link io.carillon.protocol.InvalidValueException}, wherever in the platform one is thrown. The name in lower
 * case is the code. Those that are also the code of a {@link io.carillon.controlplane.problem.Problem} are explained there.
 */
enum InvalidValue {
    CHANNEL_NAME_INVALID(
            "A channel's name is empty or has characters that names may not have.",
            "Use one or more of A-Z a-z 0-9 _ - = @ , . ; and nothing else."),
    CHANNEL_PATTERN_INVALID(
            "A pattern for channel names is empty, too long, or has characters that names may not have.",
            "Use 1 to 200 of A-Z a-z 0-9 _ - = @ , . ; and up to eight * for any of them."),
    CHANNEL_MISSING(
            "A subscription, or the end of one, names no channel.",
            "Send the name as data.channel, a string; one message for each channel."),
    CHANNEL_NEEDS_NO_AUTHORIZATION(
            "A signature was asked for a channel that anybody may have.",
            "Subscribe without one, or choose a name that begins with private- or presence-."),
    CHANNEL_ENCRYPTED(
            "An encrypted channel is to be signed for, published on or read, and there is no key for it, or nothing to encrypt with.",
            "Give an SDK's publisher and authorizer the master key and its clients the encryption module; the playground signs for no encrypted channel."),
    CHANNEL_DATA_MISSING("A presence channel was to be signed without its member.", "Add channel_data with a user_id."),
    CHANNEL_DATA_INVALID(
            "channel_data of a presence channel is not JSON text with a user_id.",
            "Sign and send text such as {\"user_id\":\"42\",\"user_info\":{\"name\":\"Ann\"}}."),

    SCOPE_INVALID(
            "The scope of a key or token names an operation that there is not, allows nothing, or has too many patterns.",
            "Name some of publish, subscribe, presence, history and admin, and at most 50 channel patterns; leave a list out to allow all."),
    ALLOWED_ORIGIN_INVALID(
            "An allowed origin is not a scheme and a host.",
            "Write it as https://example.com, https://*.example.com or http://localhost:3000, without a path."),
    LISTENER_INVALID(
            "A method of the app that was to hear events takes what cannot be given to it, returns something, or nothing is configured by which it could hear.",
            "Let it be void and take the data once, as String or as what its JSON is read as, and besides ChannelEvent and ChannelName if it wants; configure carillon.server and carillon.key."),
    EMAIL_INVALID("An e-mail address is none.", "Write it as ann@example.com, in ASCII."),
    ROLE_INVALID("There is no such role.", "Use owner, admin, developer, support or viewer."),
    PAGE_LIMIT_INVALID("A page was asked for with too few or too many items.", "Ask for 1 to 200."),
    PAGE_AFTER_INVALID(
            "after names no place in the list.",
            "Send the next of the page before, or leave it out for the first page."),
    USAGE_STEP_INVALID("Usage was asked for in a step that there is not.", "Send step=minute, hour or day."),
    USAGE_TIME_INVALID(
            "from or to of usage is no date and no moment.",
            "Send a date such as 2026-11-25, or a moment such as 2026-11-25T10:00:00Z."),
    USAGE_RANGE_INVALID(
            "Usage was asked for from a time that is not before its end, or for more than can be told at once.",
            "Ask for at most 3 days of minutes, 90 days of hours or 1100 days, and for fewer if the answer says so."),
    USAGE_GROUPING_INVALID(
            "Usage was to be told apart by something that it cannot be told apart by.",
            "Send by=prefix, of an organisation by=app too, or leave it out."),
    AUDIT_OUTCOME_INVALID(
            "The audit log was asked for an outcome that there is not.", "Send outcome=done or outcome=refused."),
    AUDIT_TIME_INVALID(
            "from or to of the audit log is no date and no moment.",
            "Send a date such as 2026-11-25, or a moment such as 2026-11-25T10:00:00Z."),
    MASTER_KEY_INVALID(
            "The master key is not 32 bytes in base64 or hex.",
            "Make one with openssl rand -base64 32; several are separated by commas."),
    DATABASE_URL_INVALID(
            "The database's URL is not one of PostgreSQL.",
            "Write postgresql://HOST:PORT/NAME, and set user and password beside it."),

    EVENT_NAME_INVALID("An event's name is empty.", "Give it a name of 1 to 200 characters."),
    EVENT_NAME_TOO_LONG("An event's name has more than 200 characters.", "Shorten the name."),
    EVENT_NAME_RESERVED(
            "An event's name begins with pusher: or pusher_internal:, which belong to the protocol.",
            "Choose another beginning."),
    EVENT_PATTERN_INVALID(
            "A pattern for event names is empty, longer than 200 characters, or has more than eight stars.",
            "Use 1 to 200 characters, of which up to eight may be a * for any run of others."),
    EVENT_RULES_INVALID(
            "The events of a channel rule are no object of names and schemas, or too many.",
            "Write at most 100 of them in 64 kB, as {\"client-move\":{\"type\":\"object\"},\"score*\":true}."),
    EVENT_SCHEMA_INVALID(
            "The JSON Schema of an event cannot be used: it is wrong where the answer points, too large, or has keywords that are not known.",
            "Mend the place; docs/management-api.md lists the keywords, and what a regular expression may be."),
    IDEMPOTENCY_KEY_INVALID(
            "An idempotency key is empty or has more than 128 characters.", "Use 1 to 128 characters, such as a UUID."),

    SOCKET_ID_INVALID(
            "A socket id is not digits, a full stop, digits.",
            "Send the socket id exactly as the client told it, as in 1234.5678."),
    USER_ID_INVALID(
            "A user id is empty, has more than 128 characters, or has some that channel names may not have.",
            "Use 1 to 128 of A-Z a-z 0-9 _ - = @ , . ; and nothing else."),
    USER_NAME_TOO_LONG("The playground was given a user_name of more than 100 characters.", "Shorten the name."),
    USER_DATA_INVALID(
            "user_data of a sign-in is not JSON text with an id.",
            "Sign and send text such as {\"id\":\"42\",\"user_info\":{\"name\":\"Ann\"}}."),
    SIGNIN_INVALID(
            "A sign-in lacks auth or user_data.", "Send both as the auth endpoint answered them: strings, not parsed."),
    AUTHORIZATION_REQUEST_INVALID(
            "A request for signatures is not as the platform's clients make it.",
            "Hand the body on as it came: JSON with socket_id and channels."),
    SERVER_INVALID(
            "The address that an SDK is given leads to no server.",
            "Give it as http:// or https:// with host and port and, if there is one, the path in front of /apps."),
    USER_INFO_INVALID("user_info is not JSON text of an object.", "Give text such as {\"name\":\"Ann\"}."),
    TOKEN_MISSING("carillon:token came without a token.", "Send the connection token as data.token, a string."),
    CAPABILITIES_INVALID(
            "The capabilities of a token are not an object of channel patterns and operations, or have too many.",
            "Write them as {\"private-chat-*\":[\"subscribe\",\"publish\"]}, with operations that there are."),
    CLAIM_PATH_INVALID(
            "The name of a claim in which an issuer keeps something is none.",
            "Give 1 to 200 characters, as sub or /app_metadata/role."),
    ISSUER_INVALID(
            "A trusted issuer of tokens has no name, or rules that contradict each other.",
            "Give the text that its tokens have as iss, and algorithms that fit its keys."),
    ISSUER_KEYS_INVALID(
            "The keys of a trusted issuer cannot be used: they are of another kind than its algorithms, too short or no keys.",
            "Give public keys as PEM or as a JWK set; RSA has at least 2048 bits."),
    ISSUER_URL_INVALID(
            "The address of a trusted issuer's keys is not one that is asked.",
            "Give an https address of a public host."),
    JWKS_SETTINGS_INVALID(
            "The times or sizes within which an issuer's keys are fetched contradict each other.",
            "Let keys be refreshed before they are waited for, and kept longer than both."),
    REVOCATION_INVALID(
            "It is not clear what is to be revoked or for how long, or an id is none.",
            "Name one of token, user, key and all; for a block, give either seconds or until."),
    REVOCATION_TIME_INVALID(
            "issued_before or until is no moment.",
            "Send a moment such as \"2026-11-25T10:00:00Z\", or the seconds since 1970 as a number."),
    TOKEN_RULES_INVALID(
            "What an issuer's tokens must keep to cannot be kept to.", "Give an audience, and lifetimes above 0."),
    TOKEN_SETTINGS_INVALID("The bounds within which tokens are checked cannot be.", "Use numbers above 0."),
    AUTH_INVALID("auth has no colon.", "Send YOUR_APP_KEY:SIGNATURE, as the auth endpoint answered it."),

    APP_ID_INVALID("An app id is not 1 to 19 decimal digits.", "Use the app's id, and not its key or its name."),
    APP_KEY_INVALID("An app key has characters that keys may not have.", "Use 1 to 128 of A-Z a-z 0-9 _ - . ~ only."),
    APP_WITHOUT_KEYS("The app has no active key to sign with.", "Add a key to the app."),
    SECRET_INVALID("A secret is empty.", "Set the secret that belongs to the key."),

    FRAME_INVALID(
            "A message on a socket is not one JSON object with what its event needs.",
            "Send one object a message, such as {\"event\":\"pusher:ping\",\"data\":{}}."),
    FRAME_TOO_DEEP("A message on a socket is nested more than 100 levels deep.", "Send it flatter, or as a string."),
    FORM_MALFORMED(
            "The form that was sent to an auth endpoint cannot be read.",
            "Send field=value pairs with % escapes, joined by &.");

    private final String cause;
    private final String remedy;

    InvalidValue(String cause, String remedy) {
        this.cause = cause;
        this.remedy = remedy;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Entry entry() {
        return Entry.of(code(), cause, remedy);
    }
}
