package io.carillon.controlplane.authorize;

import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.exchange.Form;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.SocketId;
import org.jspecify.annotations.Nullable;

/** What is to be signed for one connection, and in which form the answer is expected. */
interface AuthRequest {

    /**
     * Reads a form as Pusher's clients send it, and otherwise JSON.
     *
     * @throws Refusal if it cannot be read; so do values that cannot be
     */
    static AuthRequest in(Call call) {
        return Form.isIn(call) ? FormAuthRequest.of(Form.of(call)) : BatchAuthRequest.of(call.body());
    }

    /**
     * Parsed strictly before anything is signed: with a colon in it, the text could be another's.
     *
     * @throws Refusal {@code field_missing}
     * @throws io.carillon.protocol.InvalidValueException {@code socket_id_invalid}
     */
    static SocketId socket(@Nullable String text) {
        if (text == null) {
            throw Problem.FIELD_MISSING.because(
                    "The request lacks socket_id. Send the id of the connection for which is signed, as the client knows it.");
        }
        return SocketId.of(text);
    }

    SocketId socket();

    /** The user whom the request names; null if none. */
    @Nullable
    SigningUser user();

    /** Has it signed. */
    Answer answer(Signing signing);
}
