package io.carillon.allinone.playground;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.signature.ChannelAuthorization;
import io.carillon.protocol.signature.UserAuthentication;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Post;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says yes to everybody, as no real app's auth endpoint does: it lets a developer try private and presence channels before
 * there is a backend. Pages of other machines are refused.
 *
 * <p>The form fields {@code socket_id} and {@code channel_name} are those that Pusher's clients send; {@code user_id} and
 * {@code user_name}, in the form or the query, choose who the member is.
 */
@Controller("/playground")
final class DevAuthController {

    private static final int MAX_NAME_LENGTH = 100;

    private final PlaygroundSettings settings;
    private final SecureRandom random = new SecureRandom();

    DevAuthController(PlaygroundSettings settings) {
        this.settings = settings;
    }

    @Post("/auth")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<byte[]> authorizeChannel(HttpRequest<?> request, @Body @Nullable byte[] body) {
        return answer(request, body, this::channelAuthorization);
    }

    @Post("/user-auth")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<byte[]> authenticateUser(HttpRequest<?> request, @Body @Nullable byte[] body) {
        return answer(request, body, this::userAuthentication);
    }

    /** A browser asks first if the page sets headers of its own. */
    @Options("/{endpoint:auth|user-auth}")
    HttpResponse<?> preflight(HttpRequest<?> request) {
        return shared(request, HttpResponse.noContent())
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "POST")
                .header(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                        Optional.ofNullable(request.getHeaders().get(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS))
                                .orElse("content-type"))
                .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
    }

    private HttpResponse<byte[]> answer(HttpRequest<?> request, byte @Nullable [] body, Function<Form, byte[]> answer) {
        if (Visitor.of(settings, request).comesFromStranger()) {
            return Refusals.refuse(
                    HttpStatus.FORBIDDEN,
                    "origin_refused",
                    "The playground's auth endpoint signs only for pages from localhost. Give your app an auth endpoint of its own.");
        }
        try {
            var form = new Form(
                    request.getUri().getRawQuery(), body == null ? "" : new String(body, StandardCharsets.UTF_8));
            return shared(request, HttpResponse.ok(answer.apply(form)).contentType(MediaType.APPLICATION_JSON_TYPE));
        } catch (InvalidValueException invalid) {
            return shared(request, Refusals.refuse(HttpStatus.BAD_REQUEST, invalid.code(), invalid.getMessage()));
        }
    }

    private byte[] channelAuthorization(Form form) {
        // Both are parsed strictly before anything is signed: with a colon in either, the text could be another's.
        SocketId socket = SocketId.of(form.required("socket_id"));
        ChannelName channel = signable(ChannelName.of(form.required("channel_name")));
        String data = channel.type().hasMembers() ? memberData(form) : null;
        var app = settings.app();
        String auth = ChannelAuthorization.sign(app.key(), app.secret(), socket, channel, data)
                .value();
        return Json.object(json -> {
            json.writeStringField("auth", auth);
            if (data != null) {
                json.writeStringField("channel_data", data);
            }
        });
    }

    private static ChannelName signable(ChannelName channel) {
        if (!channel.type().needsAuthorization()) {
            throw new InvalidValueException(
                    "channel_needs_no_authorization",
                    "Channel " + channel
                            + " needs no authorization: its name begins with neither private- nor presence-.");
        }
        if (channel.type().isEncrypted()) {
            throw new InvalidValueException(
                    "channel_encrypted",
                    "Channel " + channel
                            + " is encrypted, and the playground has no key for it. Use an auth endpoint of your own.");
        }
        return channel;
    }

    private byte[] userAuthentication(Form form) {
        SocketId socket = SocketId.of(form.required("socket_id"));
        UserId user = userId(form);
        String data = json(json -> {
            json.writeStringField("id", user.value());
            json.writeObjectFieldStart("user_info");
            json.writeStringField("name", userName(form, user));
            json.writeEndObject();
        });
        var app = settings.app();
        String auth =
                UserAuthentication.sign(app.key(), app.secret(), socket, data).value();
        return Json.object(json -> {
            json.writeStringField("auth", auth);
            json.writeStringField("user_data", data);
        });
    }

    private String memberData(Form form) {
        UserId user = userId(form);
        return json(json -> {
            json.writeStringField("user_id", user.value());
            json.writeObjectFieldStart("user_info");
            json.writeStringField("name", userName(form, user));
            json.writeEndObject();
        });
    }

    private static String json(Json.Fields fields) {
        return new String(Json.object(fields), StandardCharsets.UTF_8);
    }

    private UserId userId(Form form) {
        return UserId.of(form.optional("user_id").orElseGet(this::guest));
    }

    private String guest() {
        byte[] bytes = new byte[4];
        random.nextBytes(bytes);
        return "guest-" + HexFormat.of().formatHex(bytes);
    }

    private static String userName(Form form, UserId user) {
        String name = form.optional("user_name").orElse(user.value());
        if (name.length() > MAX_NAME_LENGTH) {
            throw new InvalidValueException(
                    "user_name_too_long",
                    "A user_name has " + name.length() + " characters; at most " + MAX_NAME_LENGTH + " are allowed.");
        }
        return name;
    }

    private <T> MutableHttpResponse<T> shared(HttpRequest<?> request, MutableHttpResponse<T> response) {
        Visitor.of(settings, request)
                .trustedOrigin()
                .ifPresent(origin -> response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin));
        return response.header(HttpHeaders.VARY, "Origin").header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
