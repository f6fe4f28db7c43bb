package io.carillon.controlplane.check;

import io.carillon.backplane.App;
import io.carillon.backplane.ChannelTerms;
import io.carillon.backplane.Operation;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelType;
import io.carillon.token.ConnectionToken;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Locale;

/**
 * Whether something is allowed on a channel.
 *
 * @param code {@code allowed} or {@code needs_no_token}; or {@code token_not_for_channel}, {@code scope_insufficient}, {@code
 *     token_without_user}, {@code presence_only}, {@code channel_of_one_user}, {@code client_event_channel_type}, {@code
 *     client_events_disabled} or {@code history_off}
 * @param message why, in words
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record ChannelVerdict(String channel, String operation, boolean allowed, String code, String message) {

    static ChannelVerdict of(ConnectionToken token, App app, ChannelName channel, Operation operation) {
        return new Question(token, app, channel, operation).answer();
    }

    private record Question(ConnectionToken token, App app, ChannelName channel, Operation operation) {

        /** In the order in which the protocol refuses: what the channel is, what the token gives, what holds for the channel. */
        ChannelVerdict answer() {
            ChannelType type = channel.type();
            if (type == ChannelType.SERVER_TO_USER) {
                return no(
                        "channel_of_one_user",
                        "It is its user's alone: whoever signs in has it, and no token gives it.");
            }
            if (operation == Operation.SUBSCRIBE && !type.needsAuthorization()) {
                return verdict(true, "needs_no_token", "Whoever may connect may subscribe to a channel of this name.");
            }
            if (needed() == Operation.PRESENCE && !type.hasMembers()) {
                return no("presence_only", "Only channels whose names begin with presence- have members.");
            }
            if (operation == Operation.PUBLISH && !type.allowsClientEvents()) {
                return no(
                        "client_event_channel_type",
                        "Client events are for private and presence channels that are not encrypted.");
            }
            if (!token.capabilities().grants(needed(), channel)) {
                return no(
                        "token_not_for_channel",
                        "No pattern in the token's capabilities that matches the channel has " + word(needed()) + ".");
            }
            if (!token.allows(needed(), channel)) {
                return no(
                        "scope_insufficient",
                        "The token's capabilities have " + word(needed()) + ", and the scope of "
                                + (token.issuer() == null ? "app key " + token.keyId() : "its issuer")
                                + " does not reach as far. Sign with another key, or widen the scope.");
            }
            if (needed() == Operation.PRESENCE && token.user() == null) {
                return no(
                        "token_without_user",
                        "Members of presence channels are users, and the token names none: add sub.");
            }
            return byTerms(app.termsOf(channel));
        }

        private ChannelVerdict byTerms(ChannelTerms terms) {
            String where = terms.rule() == null ? "the app" : "the app's rule " + terms.rule();
            if (operation == Operation.PUBLISH && !terms.clientEvents()) {
                return no("client_events_disabled", "The token gives it, and " + where + " has client events off.");
            }
            if (operation == Operation.HISTORY && terms.historyEvents() == 0) {
                return no("history_off", "The token gives it, and " + where + " keeps no history.");
            }
            return verdict(true, "allowed", "The token gives it, and " + where + " allows it.");
        }

        /** Who subscribes to a presence channel is a member of it. */
        private Operation needed() {
            return operation == Operation.SUBSCRIBE ? Operation.toSubscribe(channel) : operation;
        }

        private ChannelVerdict no(String code, String message) {
            return verdict(false, code, message);
        }

        private ChannelVerdict verdict(boolean allowed, String code, String message) {
            return new ChannelVerdict(channel.value(), word(operation), allowed, code, message);
        }

        private static String word(Operation operation) {
            return operation.name().toLowerCase(Locale.ROOT);
        }
    }
}
