package io.carillon.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Operation;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.UserId;
import io.carillon.token.Verification.Verified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What docs/tokens.md says is so. */
class TokensDocumentTest {

    private static String document() throws IOException {
        Path root = Path.of(Objects.requireNonNull(System.getProperty("carillon.root"), "set by the build"));
        return Files.readString(root.resolve("docs").resolve("tokens.md"));
    }

    @Test
    void the_document_has_every_refusal() throws IOException {
        String document = document();

        for (RefusalCode code : RefusalCode.values()) {
            assertThat(document)
                    .contains("| `" + code.code() + "` | " + code.whatHappened() + " | " + code.howToMend() + " |");
        }
        assertThat(document.lines().filter(line -> line.startsWith("| `token_")))
                .hasSize(RefusalCode.values().length);
    }

    @Test
    void a_token_made_with_openssl_is_taken() throws IOException, InterruptedException {
        ConnectionToken token = verified(runs("bash", "-c", block("bash")));

        assertThat(token.user()).isEqualTo(UserId.of("ann"));
        assertThat(token.allows(Operation.PUBLISH, ChannelName.of("private-chat-1")))
                .isTrue();
        assertThat(token.allows(Operation.PUBLISH, ChannelName.of("private-mail-1")))
                .isFalse();
    }

    private static String block(String language) throws IOException {
        String document = document();
        int start = document.indexOf("```" + language + "\n");
        assertThat(start).isNotNegative();
        int from = start + language.length() + 4;
        return document.substring(from, document.indexOf("```", from));
    }

    private static String runs(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CARILLON_APP_KEY", "live");
        builder.environment().put("CARILLON_APP_SECRET", Stage.SECRET);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }

    private static ConnectionToken verified(String token) {
        Verification verification = Stage.verifier(Stage.ISSUERS).verify(token, Stage.APP, Instant.now());
        assertThat(verification).isInstanceOf(Verified.class);
        return ((Verified) verification).token();
    }
}
