package io.carillon.protocol;

/**
 * What a channel is, decided by the prefix of its name alone; the longest prefix wins.
 *
 * <p>Source: Pusher Channels documentation, "channel types".
 */
public enum ChannelType {
    /** Anyone who knows the app key may subscribe. */
    PUBLIC("", false, false, false, false),
    /** Public, and a new subscriber is given the last event published to it. */
    CACHE("cache-", false, false, true, false),
    /** A subscriber shows a signature of the app. */
    PRIVATE("private-", true, false, false, false),
    /** Private, and a new subscriber is given the last event published to it. */
    PRIVATE_CACHE("private-cache-", true, false, true, false),
    /** Private, and its payloads are ciphertext that no server can read. */
    PRIVATE_ENCRYPTED("private-encrypted-", true, false, false, true),
    /** Encrypted, and a new subscriber is given the last ciphertext published to it. */
    PRIVATE_ENCRYPTED_CACHE("private-encrypted-cache-", true, false, true, true),
    /** Private, and its subscribers are members who see each other come and go. */
    PRESENCE("presence-", true, true, false, false),
    /** Presence, and a new member is given the last event published to it. */
    PRESENCE_CACHE("presence-cache-", true, true, true, false),
    /** Events for one signed-in user, wherever that user is connected. The only names that may begin with {@code #}. */
    SERVER_TO_USER("#server-to-user-", false, false, false, false);

    private static final ChannelType[] LONGEST_PREFIX_FIRST = {
        PRIVATE_ENCRYPTED_CACHE,
        PRIVATE_ENCRYPTED,
        SERVER_TO_USER,
        PRESENCE_CACHE,
        PRIVATE_CACHE,
        PRESENCE,
        PRIVATE,
        CACHE
    };

    private final String prefix;
    private final boolean authorized;
    private final boolean members;
    private final boolean cached;
    private final boolean encrypted;

    ChannelType(String prefix, boolean authorized, boolean members, boolean cached, boolean encrypted) {
        this.prefix = prefix;
        this.authorized = authorized;
        this.members = members;
        this.cached = cached;
        this.encrypted = encrypted;
    }

    /** The type that a channel of this name has. Prefixes are anchored: {@code foo-cache-bar} is public. */
    public static ChannelType of(String channelName) {
        for (ChannelType type : LONGEST_PREFIX_FIRST) {
            if (channelName.startsWith(type.prefix)) {
                return type;
            }
        }
        return PUBLIC;
    }

    /** What names of this type begin with; empty for public channels. */
    public String prefix() {
        return prefix;
    }

    /** Whether a subscription must carry a signature of the app. */
    public boolean needsAuthorization() {
        return authorized;
    }

    /** Whether subscribers are members with an identity. */
    public boolean hasMembers() {
        return members;
    }

    /** Whether the last published event is kept for new subscribers. */
    public boolean isCached() {
        return cached;
    }

    /** Whether payloads are ciphertext between publisher and subscribers. */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** Whether subscribers may send events to each other: private and presence channels that are not encrypted. */
    public boolean allowsClientEvents() {
        return authorized && !encrypted;
    }

    /** Whether {@code pusher_internal:subscription_count} is sent: not where the roster tells, and not where a client would try to decrypt it. */
    public boolean announcesSubscriptionCount() {
        return !members && !encrypted && this != SERVER_TO_USER;
    }
}
