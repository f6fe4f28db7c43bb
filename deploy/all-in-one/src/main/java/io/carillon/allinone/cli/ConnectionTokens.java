package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import io.carillon.backplane.KeyPair;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon token}: connection tokens, made and looked at on this machine; {@link TokenAsk} asks the platform. */
@Command(
        name = "token",
        description = "Make a connection token with an app key, or tell what one says and is good for.")
final class ConnectionTokens {

    private final Session session;

    ConnectionTokens(Session session) {
        this.session = session;
    }

    @Command(description = "Make a connection token that is signed with the app key, and print it alone.")
    void gen(
            @Option(names = "--user", paramLabel = "ID", description = "Whose it is. [nobody in particular]") @Nullable
                    String user,
            @Option(
                            names = "--user-info",
                            paramLabel = "JSON",
                            description = "What others are told about the user, as in {\"name\":\"Ann\"}.")
                    @Nullable
                    String userInfo,
            @Option(
                            names = "--allow",
                            paramLabel = "PATTERN=WORDS",
                            description =
                                    "What it allows, as in 'private-*=subscribe,publish'; may be given several times.")
                    @Nullable
                    List<String> allow,
            @Option(
                            names = "--watch",
                            paramLabel = "IDS",
                            split = ",",
                            description = "The users whose comings and goings are told, separated by commas.")
                    @Nullable
                    List<String> watch,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            defaultValue = "1h",
                            description = "How long it is good, as in 10m or 12h; at most 1d. [1h]")
                    String time,
            @Mixin AppPair app) {
        Duration lifetime = Times.read("--for", time);
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        String id = UUID.randomUUID().toString();
        var claims = new LinkedHashMap<String, Object>();
        if (user != null) {
            claims.put("sub", user);
        }
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("jti", id);
        if (userInfo != null) {
            claims.put("user_info", object("--user-info", userInfo));
        }
        claims.put("capabilities", capabilities(allow == null ? List.of() : allow));
        if (watch != null) {
            claims.put("watchlist", watch);
        }
        KeyPair pair = app.needed(session);
        String token = TokenText.signed(pair, claims);
        // The very judge who will look at it later, so that no token is printed that is good for nothing.
        TokenVerdict verdict = TokenVerdict.of(TokenText.read(token), pair, now);
        if (verdict.code() != null) {
            throw CommandFailedException.refused(verdict.code(), verdict.words());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token", token);
        answer.put("id", id);
        answer.put("expires_at", now.plus(lifetime).toString());
        session.print(Json.write(answer), paint -> token + "\n");
    }

    private static Object object(String flag, String text) {
        Json json = Json.read(text);
        Object object = json.raw();
        if (object == null || !json.isObject()) {
            throw CommandFailedException.typed(flag + " must be a JSON object.");
        }
        return object;
    }

    private static Map<String, List<String>> capabilities(List<String> allow) {
        var capabilities = new LinkedHashMap<String, List<String>>();
        for (String grant : allow) {
            // An equals sign is a letter of channel names, too.
            int equals = grant.lastIndexOf('=');
            if (equals < 1 || equals == grant.length() - 1) {
                throw CommandFailedException.typed(
                        "--allow needs a pattern and what may be done there, as in 'private-*=subscribe,publish'.");
            }
            capabilities
                    .computeIfAbsent(grant.substring(0, equals), pattern -> new ArrayList<>())
                    .addAll(Arrays.asList(grant.substring(equals + 1).split(",")));
        }
        return capabilities;
    }

    @Command(
            description =
                    "Tell what a connection token says and, with the secret of its key at hand, whether the signature is right.")
    int check(
            @Parameters(
                            paramLabel = "TOKEN",
                            description = "The token; - reads it from standard input, which others cannot see.")
                    String token,
            @Mixin AppPair app) {
        TokenText text = TokenText.read(token.equals("-") ? input() : token);
        TokenVerdict verdict = TokenVerdict.of(text, app.given(session), Instant.now());
        session.print(Json.write(verdict.fields()), verdict::text);
        if (verdict.code() == null) {
            return Cli.DONE;
        }
        session.err().println("carillon: " + verdict.words() + " (" + verdict.code() + ")");
        return Cli.REFUSED;
    }

    private String input() {
        try {
            return session.input().strip();
        } catch (IOException unreadable) {
            throw CommandFailedException.refused("token_unreadable", "Standard input cannot be read.");
        }
    }
}
