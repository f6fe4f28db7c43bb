package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import io.carillon.backplane.KeyPair;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.signature.ChannelAuthorization;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.UserAuthentication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon sign}: it asks nobody, so that it explains what another program should have signed. */
@Command(
        name = "sign",
        description = "Show the exact text that is signed for a channel, a user or a request, and its signature.")
final class Sign {

    private static final String SOCKET = "Socket id of the connection, as in 1234.5678.";
    private static final String MARK = "-----\n";

    private final Session session;

    Sign(Session session) {
        this.session = session;
    }

    @Command(description = "Sign a subscription to a private or presence channel, as an auth endpoint does.")
    void channel(
            @Parameters(paramLabel = "SOCKET_ID", description = SOCKET) String socketId,
            @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.") String channel,
            @Option(
                            names = "--channel-data",
                            paramLabel = "JSON",
                            description = "The member, as in {\"user_id\":\"7\"}; every letter of it is signed.")
                    @Nullable
                    String channelData,
            @Mixin AppPair app) {
        ChannelName name = ChannelName.of(channel);
        if (!name.type().needsAuthorization()) {
            throw CommandFailedException.refused(
                    "channel_needs_no_authorization",
                    "Channel " + name
                            + " needs no authorization: its name begins with neither private- nor presence-.");
        }
        if (name.type().hasMembers() && channelData == null) {
            session.err()
                    .println(
                            "carillon: without --channel-data the connection must have signed in before it subscribes to "
                                    + name + ".");
        }
        auth(app, ChannelAuthorization.textToSign(SocketId.of(socketId), name, json("--channel-data", channelData)));
    }

    @Command(description = "Sign a user in, as a user authentication endpoint does.")
    void user(
            @Parameters(paramLabel = "SOCKET_ID", description = SOCKET) String socketId,
            @Option(
                            names = "--user-data",
                            paramLabel = "JSON",
                            required = true,
                            description = "The user, as in {\"id\":\"7\"}; every letter of it is signed.")
                    String userData,
            @Mixin AppPair app) {
        json("--user-data", userData);
        auth(app, UserAuthentication.textToSign(SocketId.of(socketId), userData));
    }

    /** What is no object is signed by many a wrong endpoint, and refused by the broker: better told here. */
    private static @Nullable String json(String flag, @Nullable String text) {
        if (text != null && !Json.read(text).isObject()) {
            throw CommandFailedException.typed(flag + " must be a JSON object.");
        }
        return text;
    }

    private void auth(AppPair app, String text) {
        KeyPair pair = app.needed(session);
        String signature = pair.secret().sign(text);
        print(text, signature, "auth", pair.key() + ":" + signature);
    }

    @Command(description = "Sign a request to the HTTP API, as Pusher's server libraries do.")
    void request(
            @Parameters(paramLabel = "METHOD", description = "GET or POST.") String method,
            @Parameters(paramLabel = "PATH", description = "Path, as in /apps/3/events.") String path,
            @Option(names = "--query", paramLabel = "QUERY", description = "Parameters, as in 'info=user_count&a=b'.")
                    @Nullable
                    String query,
            @Option(names = "--body-file", paramLabel = "FILE", description = "File with the body, to the byte.")
                    @Nullable
                    Path body,
            @Option(
                            names = "--timestamp",
                            paramLabel = "SECONDS",
                            description = "auth_timestamp, seconds since 1970. [now]")
                    @Nullable
                    Long timestamp,
            @Mixin AppPair app) {
        if (!path.startsWith("/") || path.indexOf('?') >= 0) {
            throw CommandFailedException.typed("PATH must begin with a slash; what follows a ? goes into --query.");
        }
        KeyPair pair = app.needed(session);
        String signed = RequestSignature.signedQuery(
                pair.key(),
                pair.secret(),
                method.toUpperCase(Locale.ROOT),
                path,
                body == null ? null : read(body),
                timestamp == null ? Instant.now().getEpochSecond() : timestamp,
                parameters(query));
        RequestSignature parsed = RequestSignature.parse(signed);
        print(
                parsed.textToSign(method, path),
                String.valueOf(parsed.parameter("auth_signature")),
                "target",
                path + "?" + signed);
    }

    private static String[] parameters(@Nullable String query) {
        var parameters = new ArrayList<String>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String name = pair.replaceFirst("=.*", "");
            String value = RequestSignature.parse(pair).parameter(name);
            if (name.isEmpty() || value == null) {
                throw CommandFailedException.typed("--query must be parameters such as 'info=user_count&a=b'.");
            }
            parameters.add(name);
            parameters.add(value);
        }
        return parameters.toArray(String[]::new);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw CommandFailedException.refused(
                    "body_file_unreadable", "The file " + file + " cannot be read: " + Texts.reason(unreadable));
        }
    }

    private void print(String text, String signature, String resultName, String result) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("signed_text", text);
        answer.put("signature", signature);
        answer.put(resultName, result);
        session.print(
                Json.write(answer),
                paint ->
                        "The signed text stands between the lines; the line break before the second is not part of it.\n"
                                + MARK + text + "\n" + MARK
                                + Table.ofFacts()
                                        .row("signature", signature)
                                        .row(resultName, result)
                                        .text(paint));
    }
}
