package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.meter.KeyLog;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.AppKey;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.InstantSource;

/** Makes sure that a request comes from an app's own servers, and notes which key was used for it. */
@Singleton
final class ServerCheck {

    private final Diagnoses diagnoses;
    private final InstantSource clock;
    private final KeyLog keyLog;

    ServerCheck(Diagnoses diagnoses, InstantSource clock, @Named("control-plane") KeyLog keyLog) {
        this.diagnoses = diagnoses;
        this.clock = clock;
        this.keyLog = keyLog;
    }

    /** @throws io.carillon.controlplane.problem.Refusal if the app is switched off, or has not sent this */
    Sender admit(App app, Credentials credentials, HttpRequest<?> request) {
        requireEnabled(app);
        Sender sender = credentials.prove(app, clock.instant(), diagnoses);
        // After the proof: what anybody could claim is no use of the key.
        remember(app, credentials, request);
        return sender;
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code app_disabled} */
    static void requireEnabled(App app) {
        if (!app.enabled()) {
            throw Problem.APP_DISABLED.because(
                    "App " + app.id() + " is disabled. Enable it to publish and query again.");
        }
    }

    private void remember(App app, Credentials credentials, HttpRequest<?> request) {
        String key = credentials.key();
        if (key != null) {
            keyLog.used(app.id(), AppKey.of(key), () -> userOf(request));
        }
    }

    private static KeyLog.User userOf(HttpRequest<?> request) {
        InetAddress address = request.getRemoteAddress().getAddress();
        String library = request.getHeaders().get("X-Pusher-Library");
        return new KeyLog.User(
                address == null ? null : address.getHostAddress(),
                library == null ? request.getHeaders().get(HttpHeaders.USER_AGENT) : library);
    }
}
