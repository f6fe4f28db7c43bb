package io.carillon.backplane.redis;

import static io.carillon.backplane.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Publication;
import io.carillon.backplane.RecordingInbox;
import io.carillon.backplane.Retention;
import io.carillon.backplane.seal.TestVault;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that does not let everybody in, and one that proves itself over TLS. */
final class RedisLoginTest {

    private static final AppChannel NEWS = new AppChannel(AppId.of("1"), ChannelName.of("news"));
    private static final int SHARDS = 4;

    @TempDir
    Path folder;

    @Test
    void the_default_user_has_a_password() {
        try (RedisServer server = RedisServer.start("--requirepass", "open sesame")) {
            RedisSettings settings = RedisSettings.of(server.url()).withShards(SHARDS);

            assertPublishes(settings.withUser(null, Secret.of("open sesame")));

            assertThatThrownBy(() -> RedisBackplane.connect(settings, TestVault.VAULT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Redis at " + server.url() + " wants a password; give the one it was set up with");
            assertThatThrownBy(() ->
                            RedisBackplane.connect(settings.withUser(null, Secret.of("wrong-word")), TestVault.VAULT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("refuses this user or password")
                    .hasMessageNotContaining("wrong-word");
        }
    }

    @Test
    void a_user_of_its_own_may_touch_what_begins_with_its_prefix_and_nothing_else() {
        try (RedisServer server = RedisServer.start()) {
            server.tell("ACL", "SETUSER", "carillon", "on", ">s3cret", "+@all", "-@admin", "~{ours-*", "&{ours-*");
            server.tell("ACL", "SETUSER", "default", "off");
            RedisSettings settings =
                    RedisSettings.of(server.url()).withShards(SHARDS).withUser("carillon", Secret.of("s3cret"));

            assertPublishes(settings.withPrefix("ours"));

            assertThatThrownBy(() -> RedisBackplane.connect(settings.withPrefix("theirs"), TestVault.VAULT))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void over_tls_a_server_proves_itself_by_the_authority_that_was_named() {
        var authority = new TestAuthority(folder);
        try (RedisServer server = RedisServer.startOverTls(authority.certificateOf("127.0.0.1"), authority.key())) {
            RedisSettings settings = RedisSettings.of(server.url()).withShards(SHARDS);

            assertPublishes(settings.withAuthority(authority.file()));
        }
    }

    @Test
    void over_tls_a_server_of_an_unknown_authority_or_of_another_name_is_not_talked_to() throws IOException {
        var ours = new TestAuthority(Files.createDirectory(folder.resolve("ours")));
        var theirs = new TestAuthority(Files.createDirectory(folder.resolve("theirs")));
        try (RedisServer server = RedisServer.startOverTls(ours.certificateOf("127.0.0.1"), ours.key());
                RedisServer misnamed = RedisServer.startOverTls(ours.certificateOf("192.0.2.1"), ours.key())) {
            List<RedisSettings> distrusted = List.of(
                    RedisSettings.of(server.url()),
                    RedisSettings.of(server.url()).withAuthority(theirs.file()),
                    RedisSettings.of(misnamed.url()).withAuthority(ours.file()));

            for (RedisSettings settings : distrusted) {
                assertThatThrownBy(() -> RedisBackplane.connect(settings, TestVault.VAULT))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("does not prove who it is");
            }
        }
    }

    @Test
    void an_authority_is_a_file_of_certificates() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing of the kind");
        RedisSettings settings = RedisSettings.of("rediss://localhost");

        assertThatThrownBy(() -> RedisBackplane.connect(settings.withAuthority(empty), TestVault.VAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the file " + empty + " holds no certificate; it must be PEM, with BEGIN CERTIFICATE in it");
        assertThatThrownBy(() ->
                        RedisBackplane.connect(settings.withAuthority(folder.resolve("missing.pem")), TestVault.VAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("with the certificate authority of Redis cannot be read");
    }

    /** What is published through such a Redis arrives. */
    static void assertPublishes(RedisSettings settings) {
        try (RedisBackplane backplane = RedisBackplane.connect(settings, TestVault.VAULT)) {
            NodeId node = NodeId.fresh();
            var inbox = new RecordingInbox();
            done(backplane.nodes().register(node, inbox, Duration.ofMinutes(1)));
            done(backplane.occupancy().occupy(NEWS, node, 1, News.NONE));

            done(backplane.publish(new Publication(NEWS, "headline", "rain", null, null, Retention.NONE, null)));

            assertThat(inbox.await(1))
                    .extracting(envelope -> ((Envelope.Event) envelope).data())
                    .containsExactly("rain");
            assertThat(backplane.isHearing()).isTrue();
        }
    }
}
