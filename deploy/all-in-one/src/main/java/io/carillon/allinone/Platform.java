package io.carillon.allinone;

import io.carillon.allinone.firstapp.FirstApp;
import io.carillon.allinone.playground.PlaygroundSettings;
import io.carillon.allinone.refusal.StartRefusedException;
import io.carillon.allinone.settings.Setting;
import io.carillon.allinone.settings.Settings;
import io.carillon.backplane.Backplane;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The platform while it runs: broker, control plane and playground in one context. */
final class Platform implements AutoCloseable {

    private final ApplicationContext context;
    private final Backplane backplane;

    private Platform(ApplicationContext context, Backplane backplane) {
        this.context = context;
        this.backplane = backplane;
    }

    /** Puts it together. The app is there before the first client can ask for it. */
    static Platform start(Settings settings, Addresses addresses, FirstApp app) {
        Backplane backplane = Backplanes.open(settings);
        ApplicationContext context = ApplicationContext.builder()
                // What surprises nobody: no application.yml, no system property and no variable but our own has a say.
                .enableDefaultPropertySources(false)
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .banner(false)
                .properties(ServerProperties.of(settings, addresses))
                .singletons(
                        backplane,
                        new PlaygroundSettings(
                                app, addresses.host(), addresses.pathPrefix(), settings.isOn(Setting.INSECURE)))
                .start();
        try {
            CompletableFuture<Void> known = backplane
                    .apps()
                    .put(app.toApp(
                            settings.duration(Setting.ACTIVITY_TIMEOUT),
                            settings.number(Setting.CLIENT_EVENTS_PER_SECOND)))
                    .toCompletableFuture();
            known.join();
            context.getBean(EmbeddedServer.class).start();
            return new Platform(context, backplane);
        } catch (ServerStartupException failed) {
            close(context, backplane);
            throw isInUse(failed.getCause()) ? portTaken(addresses) : failed;
        } catch (RuntimeException failed) {
            close(context, backplane);
            throw failed;
        }
    }

    /** The two transports fail with different exceptions, but in the same words of the operating system. */
    private static boolean isInUse(@Nullable Throwable cause) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains("in use");
    }

    /** The ports were free when they were chosen, a second ago. */
    private static StartRefusedException portTaken(Addresses addresses) {
        return new StartRefusedException(
                "port_in_use",
                "Another program took port " + addresses.port() + " or " + addresses.managementPort()
                        + " while Carillon started. Start it again, or choose other ports with "
                        + Setting.PORT.flag() + " and " + Setting.MANAGEMENT_PORT.flag() + ".");
    }

    /** Lets go of ports and clients. */
    @Override
    public void close() {
        close(context, backplane);
    }

    /** The backplane last: what the connections held is given up through it. */
    private static void close(ApplicationContext context, Backplane backplane) {
        context.close();
        backplane.close();
    }
}
