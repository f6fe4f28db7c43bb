package io.carillon.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientFrameTest {

    private static final ChannelName CHANNEL = ChannelName.of("private-x");

    @Test
    void each_kind_reaches_the_method_that_answers_it() {
        var frames = List.of(
                new ClientFrame.Subscribe(CHANNEL, "key:signature", null),
                new ClientFrame.Unsubscribe(CHANNEL),
                new ClientFrame.Ping(),
                new ClientFrame.Pong(),
                new ClientFrame.Signin("key:signature", "{\"id\":\"1\"}"),
                new ClientFrame.Token("eyJ.eyJ.c2ln"),
                new ClientFrame.ClientEvent("client-typing", "private-x", "{}"),
                new ClientFrame.Unknown("headline"),
                new ClientFrame.Malformed(new InvalidValueException("frame_invalid", "This is no JSON."), null));
        var answered = new Answered();

        frames.forEach(frame -> frame.handleBy(answered));

        assertThat(frames).hasSameSizeAs(ClientFrame.class.getPermittedSubclasses());
        assertThat(answered.answers)
                .containsExactly(
                        "subscribe " + frames.get(0),
                        "unsubscribe " + frames.get(1),
                        "ping",
                        "pong",
                        "signin " + frames.get(4),
                        "token " + frames.get(5),
                        "client event " + frames.get(6),
                        "unknown " + frames.get(7),
                        "malformed " + frames.get(8));
    }

    @Test
    void neither_signatures_nor_tokens_are_printed() {
        assertThat(new ClientFrame.Subscribe(CHANNEL, "key:58df8b", "{\"user_id\":\"1\"}"))
                .hasToString("Subscribe[private-x]");
        assertThat(new ClientFrame.Signin("key:58df8b", "{\"id\":\"1\"}")).hasToString("Signin[]");
        assertThat(new ClientFrame.Token("eyJ.eyJ.c2ln")).hasToString("Token[]");
    }

    private static final class Answered implements ClientFrame.Handler {

        private final List<String> answers = new ArrayList<>();

        @Override
        public void onSubscribe(ClientFrame.Subscribe frame) {
            answers.add("subscribe " + frame);
        }

        @Override
        public void onUnsubscribe(ClientFrame.Unsubscribe frame) {
            answers.add("unsubscribe " + frame);
        }

        @Override
        public void onPing() {
            answers.add("ping");
        }

        @Override
        public void onPong() {
            answers.add("pong");
        }

        @Override
        public void onSignin(ClientFrame.Signin frame) {
            answers.add("signin " + frame);
        }

        @Override
        public void onToken(ClientFrame.Token frame) {
            answers.add("token " + frame);
        }

        @Override
        public void onClientEvent(ClientFrame.ClientEvent frame) {
            answers.add("client event " + frame);
        }

        @Override
        public void onUnknown(ClientFrame.Unknown frame) {
            answers.add("unknown " + frame);
        }

        @Override
        public void onMalformed(ClientFrame.Malformed frame) {
            answers.add("malformed " + frame);
        }
    }
}
