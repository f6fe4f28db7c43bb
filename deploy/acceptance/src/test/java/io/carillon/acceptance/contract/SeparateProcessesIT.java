package io.carillon.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.RedisProcess;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.RawHttp;
import io.carillon.acceptance.wire.Signing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker and a control plane, each a jar and a process of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class SeparateProcessesIT {

    private static final String APP = "/apps/" + RunningJar.APP_ID;

    private static RedisProcess redis;
    private static Map<String, String> shared;
    private static Carillon broker;
    private static Carillon controlPlane;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        shared = redis.environment();
        broker = new Carillon(RunningJar.startBroker("broker", shared));
        controlPlane = new Carillon(RunningJar.startControlPlane("control-plane", shared));
    }

    @AfterAll
    static void stop() {
        broker.close();
        broker.jar().close();
        controlPlane.jar().close();
        redis.close();
    }

    @Test
    void what_is_published_at_the_control_plane_is_heard_at_the_broker() {
        RawClient ann = broker.connect();
        ann.isSubscribedTo("apart");

        controlPlane.publishes("apart", "headline", "rain");

        ann.hears("{\"event\":\"headline\",\"channel\":\"apart\",\"data\":\"rain\"}");
    }

    @Test
    void the_control_plane_answers_what_the_brokers_hold() {
        RawClient ann = broker.connect();
        ann.joins("presence-apart", "{\"user_id\":\"ann\"}");

        assertThat(controlPlane.get("/channels/presence-apart/users").body())
                .isEqualTo("{\"users\":[{\"id\":\"ann\"}]}");
    }

    @Test
    void a_token_opens_a_broker_until_it_is_revoked_at_a_control_plane() {
        RawClient ann =
                broker.open("/app/" + RunningJar.APP_KEY + "?protocol=7&token=" + Signing.token("ann", "of-a-broker"));
        ann.isGreeted();
        ann.hearsBeginning("{\"event\":\"pusher:signin_success\"");
        ann.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-apart\"}}");
        ann.hears(
                "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"private-apart\",\"data\":\"{}\"}");

        assertThat(controlPlane
                        .post("/revocations", "{\"token\":\"of-a-broker\"}")
                        .status())
                .isEqualTo(200);

        ann.hears(
                "{\"event\":\"pusher:error\",\"data\":{\"code\":4210,\"message\":\"The token was revoked: fetch a new one\",\"reason\":\"token_revoked\"}}");
        assertThat(ann.isClosedWith(4210)).isEqualTo("The token was revoked: fetch a new one");
    }

    @Test
    void a_control_plane_signs_for_whoever_holds_a_token() {
        RawClient ann = broker.connect();
        String body = "{\"socket_id\":\"" + ann.socketId() + "\",\"channels\":[\"private-apart\"]}";

        RawHttp.Answer answer = controlPlane
                .http()
                .send(
                        "POST",
                        APP + "/authorize",
                        body,
                        "Authorization: Bearer " + Signing.token("ann", "of-a-control-plane"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"channels\":{\"private-apart\":{\"auth\":\""
                        + Signing.channel(ann.socketId(), "private-apart", null) + "\"}}}");
    }

    @Test
    void a_broker_says_where_the_http_api_is() {
        RawHttp.Answer answer = broker.http().send("GET", APP + "/channels", null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"This is a broker, which holds WebSockets. The HTTP API is at a control plane: send"
                                + " the request there, or have the proxy in front send all but /app/ to control planes.\","
                                + "\"code\":404,\"id\":\"api_elsewhere\"}");
    }

    @Test
    void each_says_in_one_object_what_it_is_and_where_it_is_found_and_no_secret() {
        RunningJar jar = controlPlane.jar();

        assertThat(jar.announcement().get("role").asText()).isEqualTo("control-plane");
        assertThat(jar.announcement().get("port").asInt()).isEqualTo(jar.port());
        assertThat(jar.announcement().get("management_port").asInt()).isEqualTo(jar.managementPort());
        assertThat(jar.announcement().get("http_api_url").asText()).isEqualTo("http://127.0.0.1:" + jar.port() + APP);
        assertThat(jar.output()).doesNotContain(RunningJar.APP_SECRET);
        assertThat(broker.jar().announcement().get("role").asText()).isEqualTo("broker");
    }

    @Test
    void a_broker_that_is_told_to_stop_sends_its_clients_to_another_and_goes() {
        RunningJar stopping = RunningJar.startBroker("broker-that-stops", shared);
        RawClient client;
        try (stopping) {
            client = new Carillon(stopping).connect();
            client.isSubscribedTo("apart");
        }

        assertThat(client.isRefusedWith(4200)).isEqualTo("Please reconnect immediately");
        assertThat(stopping.exitStatus()).isEqualTo(143);
    }

    @Test
    void without_a_redis_neither_starts_and_each_says_how() throws Exception {
        for (Path jar : new Path[] {RunningJar.broker(), RunningJar.controlPlane()}) {
            assertThat(complaintOf(jar, Map.of()))
                    .contains("Set --redis-url or CARILLON_REDIS_URL, for example to redis://127.0.0.1:6379.")
                    .contains("'deploy/run'")
                    .endsWith("(redis_required)\n");
        }
    }

    @Test
    void without_the_master_key_of_the_others_neither_starts_and_each_says_how() throws Exception {
        var without = Map.of("CARILLON_REDIS_URL", redis.url());
        var wrong = Map.of("CARILLON_REDIS_URL", redis.url(), "CARILLON_MASTER_KEY", "A".repeat(43) + "=");
        for (Path jar : new Path[] {RunningJar.broker(), RunningJar.controlPlane()}) {
            assertThat(complaintOf(jar, without))
                    .contains("Make one with 'openssl rand -base64 32'")
                    .endsWith("(master_key_required)\n");
            assertThat(complaintOf(jar, wrong))
                    .contains("Give it the same CARILLON_MASTER_KEY as the others.")
                    .endsWith("(master_key_mismatch)\n");
        }
    }

    /** What a jar says that does not start, and of which nothing stays. */
    private String complaintOf(Path jar, Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder(
                        RunningJar.java(), "-jar", jar.toString(), "--port", "0", "--management-port", "0")
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
        return errors;
    }

    @Test
    void neither_jar_holds_the_other() {
        assertThat(entriesBelow(RunningJar.broker(), "io/carillon/broker/")).isPositive();
        assertThat(entriesBelow(RunningJar.broker(), "io/carillon/controlplane/"))
                .isZero();
        assertThat(entriesBelow(RunningJar.controlPlane(), "io/carillon/controlplane/"))
                .isPositive();
        assertThat(entriesBelow(RunningJar.controlPlane(), "io/carillon/broker/"))
                .isZero();
    }

    private static long entriesBelow(Path jar, String folder) {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().startsWith(folder))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
