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

    private Platform(ApplicationContext context) {
        this.context = context;
    }

    /** Puts it together. The app is there before the first client can ask for it. */
    static Platform start(Settings settings, Addresses addresses, FirstApp app) {
        ApplicationContext context = ApplicationContext.builder()
                // What surprises nobody: no application.yml, no system property and no variable but our own has a say.
                .enableDefaultPropertySources(false)
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .banner(false)
                .properties(ServerProperties.of(settings, addresses))
                .singletons(new PlaygroundSettings(
                        app, addresses.host(), addresses.pathPrefix(), settings.isOn(Setting.INSECURE)))
                .start();
        try {
            CompletableFuture<Void> known = context.getBean(Backplane.class)
                    .apps()
                    .put(app.toApp(
                            settings.duration(Setting.ACTIVITY_TIMEOUT),
                            settings.number(Setting.CLIENT_EVENTS_PER_SECOND)))
                    .toCompletableFuture();
            known.join();
            context.getBean(EmbeddedServer.class).start();
            return new Platform(context);
        } catch (ServerStartupException failed) {
            context.close();
            throw isInUse(failed.getCause()) ? portTaken(addresses) : failed;
        } catch (RuntimeException failed) {
            context.close();
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
        context.close();
    }
}
