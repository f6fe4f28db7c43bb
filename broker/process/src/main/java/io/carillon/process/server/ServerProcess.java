package io.carillon.process.server;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.seal.Vault;
import io.carillon.process.management.Drain;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process while it runs: one context with one server, over one backplane. */
public final class ServerProcess implements AutoCloseable {

    private final ApplicationContext context;
    private final Backplane backplane;
    private final Drain drain;

    private ServerProcess(ApplicationContext context, Backplane backplane, Drain drain) {
        this.context = context;
        this.backplane = backplane;
        this.drain = drain;
    }

    /**
     * Puts it together and opens its ports. The backplane is closed with it, and also if it cannot be started.
     *
     * @param vault opens what is sealed
     * @param properties of the framework, as {@link ServerProperties} makes them, and those of the modules
     * @param beans what the modules are to find besides the backplane
     * @throws StartRefusedException {@code port_in_use}, or what a module refuses for
     */
    public static ServerProcess start(
            Backplane backplane, Vault vault, Addresses addresses, Map<String, Object> properties, List<Object> beans) {
        var drain = new Drain();
        List<Object> singletons = new ArrayList<>(beans);
        singletons.add(backplane);
        singletons.add(vault);
        singletons.add(drain);
        ApplicationContext context = ApplicationContext.builder()
                // What surprises nobody: no application.yml, no system property and no variable but our own has a say.
                .enableDefaultPropertySources(false)
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .banner(false)
                .properties(properties)
                .singletons(singletons.toArray())
                .build();
        var process = new ServerProcess(context, backplane, drain);
        try {
            context.start();
            context.getBean(EmbeddedServer.class).start();
            return process;
        } catch (ServerStartupException failed) {
            process.close();
            throw isInUse(failed.getCause()) ? portTaken(addresses) : failed;
        } catch (RuntimeException failed) {
            process.close();
            throw refusalIn(failed);
        }
    }

    /** The framework wraps what a part of it throws while it is made. */
    private static RuntimeException refusalIn(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException refused) {
                return refused;
            }
        }
        return failed;
    }

    /** What a module made, to be told of after the start. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
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

    /** Lets go of clients and ports. The backplane last: what the connections held is given up through it. */
    @Override
    public void close() {
        drain.begin();
        context.close();
        backplane.close();
    }
}
