package io.carillon.protocol.signature;

import io.carillon.protocol.AppKey;
import io.carillon.protocol.SocketId;

/**
 * The app's word that a connection belongs to a user.
 *
 * <p>Source: Pusher Channels documentation, "auth signatures".
 */
public final class UserAuthentication {

    private UserAuthentication() {}

    /**
     * The text that is signed: {@code SOCKET::user::USER_DATA}.
     *
     * @param userData exactly as it travels
     */
    public static String textToSign(SocketId socket, String userData) {
        return socket + "::user::" + userData;
    }

    /** What a user authentication endpoint answers. */
    public static AuthString sign(AppKey key, Secret secret, SocketId socket, String userData) {
        return new AuthString(key, secret.sign(textToSign(socket, userData)));
    }
}
