package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.Refusal;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.CloseCode.Reaction;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a connection, in words that say how to mend it.
 *
 * @param server scheme, host and port
 * @param docs where stable codes and numbers are explained, to which one is appended
 */
record Failures(String server, String docs) {

    /** The socket did not open. */
    CarillonException unopened(Throwable why, Duration patience) {
        if (why instanceof WebSocketHandshakeException refused) {
            return unupgraded(refused);
        }
        if (why instanceof HttpTimeoutException && !(why instanceof HttpConnectTimeoutException)) {
            return ungreeted(patience);
        }
        if (why instanceof SSLException) {
            return ClientError.UNREACHABLE.because(
                    "No TLS connection to " + server + " comes about (" + why.getMessage()
                            + "): look at the server's certificate, and whether it speaks TLS on this port.",
                    why);
        }
        return ClientError.UNREACHABLE.because(
                server + " cannot be reached: look at host and port, and whether the server runs.", why);
    }

    private CarillonException unupgraded(WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        boolean passing = status >= 500 || status == 429;
        return new CarillonException(
                new Refusal(
                        ClientError.ANSWER_INVALID.code(),
                        status,
                        server + " answered " + status + " instead of opening a WebSocket: "
                                + (passing
                                        ? "the server behind it may be starting."
                                        : "is that the address of a Carillon or Pusher server, and do proxies in front of it let WebSockets pass?"),
                        ClientError.ANSWER_INVALID.docs(),
                        passing,
                        null),
                refused);
    }

    /** Nobody said hello in time. */
    CarillonException ungreeted(Duration patience) {
        return ClientError.TIMEOUT.because(server + " did not greet within " + patience.toMillis()
                + " ms: does a Carillon or Pusher server answer there?");
    }

    /** The server answers no more. */
    CarillonException silent(Duration patience) {
        return ClientError.CONNECTION_LOST.because("The server went silent: " + server
                + " did not answer a ping within " + patience.toMillis() + " ms. The client connects again.");
    }

    /** The socket broke. */
    CarillonException broken(Throwable why) {
        return ClientError.CONNECTION_LOST.because(
                "The connection to " + server + " broke. The client connects again.", why);
    }

    /** @param said the error frame that came before the close frame; null if there was none about it */
    CarillonException closed(int code, String reason, ServerFrame.@Nullable Error said) {
        String stable = said == null ? null : said.reason();
        String words = said != null ? said.message() : reason.isEmpty() ? "The server closed the connection." : reason;
        return new CarillonException(
                new Refusal(
                        stable == null ? "close_" + code : stable,
                        code,
                        sentence(words) + advice(code, stable),
                        explained(code, stable),
                        CloseCode.reactionTo(code) != Reaction.STAY_AWAY,
                        null),
                null);
    }

    /** What was sent was refused; the connection lives on. */
    CarillonException refused(ServerFrame.Error said) {
        int code = said.code() == null ? 0 : said.code();
        String stable = said.reason();
        return of(stable != null ? stable : code == 0 ? "error" : "error_" + code, code, said.message(), stable);
    }

    /** A subscription was refused. */
    CarillonException subscription(ServerFrame.SubscriptionError said) {
        boolean passing = said.kind() == Kind.UNAVAILABLE || said.kind() == Kind.LIMIT_REACHED;
        String stable = said.reason();
        return new CarillonException(
                new Refusal(
                        stable == null ? "subscription_refused" : stable,
                        said.kind().status(),
                        said.message(),
                        explained(said.kind().status(), stable),
                        passing,
                        null),
                null);
    }

    /** A sign-in was refused. */
    CarillonException signin(ServerFrame.Error said) {
        String stable = said.reason();
        return of(
                stable == null ? "signin_refused" : stable,
                said.code() == null ? 0 : said.code(),
                said.message(),
                stable);
    }

    /** The app authorized an encrypted channel without the key to it. */
    CarillonException sharedSecretMissing(ChannelName channel) {
        return ClientError.SHARED_SECRET_MISSING.because("The answer about " + channel
                + " has no shared_secret, which encrypted channels need: give the library of the auth endpoint the master key."
                + " A connection token has none; give the builder a channelAuthorizer.");
    }

    /** The token with which to sign in is nobody's. */
    CarillonException tokenWithoutUser() {
        return of(
                "token_without_user",
                0,
                "The connection token names no user, so nobody can be signed in with it: have it made with sub, the user's id.",
                "token_without_user");
    }

    private CarillonException of(String code, int status, String message, @Nullable String stable) {
        return new CarillonException(new Refusal(code, status, message, explained(status, stable), false, null), null);
    }

    /** Where a stable code is explained or, without one, the number. */
    private @Nullable URI explained(int code, @Nullable String stable) {
        if (stable != null) {
            return URI.create(docs + stable);
        }
        return isKnown(code) ? URI.create(docs + code) : null;
    }

    private static boolean isKnown(int code) {
        return Arrays.stream(CloseCode.values()).anyMatch(known -> known.code() == code);
    }

    /** Pusher's words say what is wrong; these say what to do, where no stable code says it better. */
    private String advice(int code, @Nullable String stable) {
        if (stable != null) {
            return "";
        }
        if (code == CloseCode.APP_NOT_FOUND.code()) {
            return " Compare the key with the app's, and " + server + " with the server that the app lives on.";
        }
        if (code == CloseCode.APP_DISABLED.code()) {
            return " Enable the app, and then connect again.";
        }
        if (code == CloseCode.OVER_CONNECTION_QUOTA.code()) {
            return " Close connections that are not needed, or raise the app's limit.";
        }
        return "";
    }

    private static String sentence(String words) {
        return words.matches(".*[.?!]") ? words : words + ".";
    }
}
