package io.carillon.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.client.encryption.SecretBox;
import io.carillon.client.rest.Publisher;
import io.carillon.protocol.ChannelName;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.macs.Poly1305;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The snippets with which the READMEs of the client and of its encryption begin, run as they stand there but for the app's own values. */
@ExtendWith(CarillonServer.class)
final class SdkJavaReadmeIT {

    /** The app around the snippet: its auth endpoint, and a screen. */
    private static final String ENCRYPTED = """
            import com.sun.net.httpserver.HttpServer;
            import io.carillon.client.auth.Authorizer;
            import io.carillon.client.encryption.SecretBox;
            import io.carillon.client.endpoint.HttpAuthorizer;
            import io.carillon.client.realtime.RealtimeClient;
            import io.carillon.client.rest.Publisher;
            import java.net.InetAddress;
            import java.net.InetSocketAddress;
            import java.net.URLDecoder;
            import java.nio.charset.StandardCharsets;
            import java.time.Duration;
            import java.util.HashMap;
            import java.util.Map;
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.TimeUnit;
            import java.util.function.Function;

            class App {
                static final CompletableFuture<String> shown = new CompletableFuture<>();
                static HttpServer web;

                public static void main(String[] given) throws Exception {
                    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                    web.start();
                    run(given[0], given[1], given[2], given[3]);
                    System.out.println(shown.get(15, TimeUnit.SECONDS));
                    System.exit(0);
                }

                static void post(String path, Function<Map<String, String>, String> handler) {
                    web.createContext(path, exchange -> {
                        var form = new HashMap<String, String>();
                        for (String field : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
                            String[] parts = field.split("=", 2);
                            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                        }
                        byte[] answer = handler.apply(form).getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                        exchange.close();
                    });
                }

                static void show(String data) {
                    shown.complete(data);
                }

                static void run(String server, String id, String key, String secret) {
                    %s
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void the_snippet_prints_what_it_published(RunningJar jar) throws Exception {
        String program = snippetOf("sdk-java/client")
                .replace("127.0.0.1:6001", address(jar))
                .replace("APP_ID", RunningJar.APP_ID)
                .replace("APP_KEY", RunningJar.APP_KEY)
                .replace("APP_SECRET", RunningJar.APP_SECRET);

        assertThat(printedBy("Hello", program, Map.of(), List.of(Publisher.class, ChannelName.class)))
                .isEqualTo("{\"text\":\"Hello\"}" + System.lineSeparator());
    }

    @Test
    void the_snippet_about_encryption_shows_what_was_published(RunningJar jar) throws Exception {
        String program = ENCRYPTED.formatted(snippetOf("sdk-java/encryption")
                .replace(
                        "\"https://app.example.com/pusher/auth\"",
                        "\"http://127.0.0.1:\" + web.getAddress().getPort() + \"/pusher/auth\""));

        assertThat(printedBy(
                        "App",
                        program,
                        Map.of("ENCRYPTION_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
                        List.of(Publisher.class, ChannelName.class, SecretBox.class, Poly1305.class),
                        "http://" + address(jar),
                        RunningJar.APP_ID,
                        RunningJar.APP_KEY,
                        RunningJar.APP_SECRET))
                .isEqualTo("{\"order\":7}" + System.lineSeparator());
    }

    private static String snippetOf(String module) throws IOException {
        String readme = Files.readString(Path.of(RunningJar.required("carillon.root"), module, "README.md"));
        return readme.split("```java\n", 2)[1].split("```", 2)[0];
    }

    private static String address(RunningJar jar) {
        return jar.host() + ":" + jar.port();
    }

    /** @param classPath of each jar that it has, a class */
    private String printedBy(
            String name, String program, Map<String, String> environment, List<Class<?>> classPath, String... arguments)
            throws Exception {
        var jars = new StringJoiner(File.pathSeparator);
        for (Class<?> type : classPath) {
            jars.add(jarOf(type));
        }
        Path source = Files.writeString(folder.resolve(name + ".java"), program);
        var command = new ArrayList<>(List.of(RunningJar.java(), "--class-path", jars.toString(), source.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Where a class comes from. */
    static String jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
