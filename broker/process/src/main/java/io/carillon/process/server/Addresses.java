package io.carillon.process.server;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Where a process is found.
 *
 * @param host the address to listen on, as it was set
 * @param port of everything that clients and servers use
 * @param managementPort of what watches the process
 * @param pathPrefix in front of {@code /app/KEY}; empty, or beginning with a slash and ending without
 */
public record Addresses(String host, int port, int managementPort, String pathPrefix) {

    /**
     * Chooses the ports, and makes sure that they are free before anything is started: a server that fails half way up
     * says less clearly why.
     *
     * @throws StartRefusedException {@code port_in_use}, {@code host_unknown} or {@code host_unusable}
     */
    public static Addresses choose(Settings settings) {
        String host = settings.text(Setting.HOST);
        int port = settings.number(Setting.PORT);
        int managementPort = settings.number(Setting.MANAGEMENT_PORT);
        if (port != 0 && port == managementPort) {
            throw new StartRefusedException(
                    "setting_invalid",
                    Setting.PORT.flag() + " and " + Setting.MANAGEMENT_PORT.flag() + " are both " + port
                            + ". Choose two different ports.");
        }
        // Both are held until both are known, so that two free ports are never the same.
        try (ServerSocket held = hold(host, port, Setting.PORT);
                ServerSocket heldForManagement = hold(host, managementPort, Setting.MANAGEMENT_PORT)) {
            return new Addresses(
                    host,
                    held.getLocalPort(),
                    heldForManagement.getLocalPort(),
                    normalised(settings.text(Setting.PATH_PREFIX)));
        } catch (IOException failed) {
            throw new IllegalStateException("a socket that was opened can be closed", failed);
        }
    }

    private static ServerSocket hold(String host, int port, Setting setting) throws IOException {
        InetAddress address = Hosts.resolve(host);
        var socket = new ServerSocket();
        try {
            // As the server itself will: a port that lingers after a restart is not in use.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw refused(host, port, setting, failed);
        }
    }

    private static StartRefusedException refused(String host, int port, Setting setting, IOException failed) {
        String reason = String.valueOf(failed.getMessage());
        if (reason.contains("assign")) {
            return new StartRefusedException(
                    "host_unusable",
                    host + " is no address of this machine. Set " + Setting.HOST.flag() + " or "
                            + Setting.HOST.environmentName() + " to one that is, such as 127.0.0.1.");
        }
        if (reason.contains("denied")) {
            return new StartRefusedException(
                    "port_forbidden",
                    "This user may not listen on port " + port + ". Choose a port above 1023 with " + setting.flag()
                            + " or " + setting.environmentName() + ".");
        }
        return new StartRefusedException(
                "port_in_use",
                "Port " + port + " on " + host
                        + " is already in use, perhaps by another Carillon. Stop that program, or choose"
                        + " another port with " + setting.flag() + " or " + setting.environmentName()
                        + "; 0 takes any free one.");
    }

    private static String normalised(String prefix) {
        String trimmed = prefix.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? "" : "/" + trimmed;
    }

    /** The host to put in a URL: one that a program on this machine can reach, with brackets if it is IPv6. */
    public String reachableHost() {
        if (Hosts.resolve(host).isAnyLocalAddress()) {
            return "localhost";
        }
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** Where clients connect. */
    public String webSocket(String appKey) {
        return "ws://" + reachableHost() + ":" + port + pathPrefix + "/app/" + appKey;
    }

    /** Where an app's servers publish and ask. */
    public String httpApi(String appId) {
        return http(port) + "/apps/" + appId;
    }

    /** Where everything that is counted can be read. */
    public String metrics() {
        return http(managementPort) + "/metrics";
    }

    /** Where a proxy asks whether to send anybody here. */
    public String readiness() {
        return http(managementPort) + "/health/readiness";
    }

    /** A page of this process. */
    public String page(String path) {
        return http(port) + path;
    }

    private String http(int onPort) {
        return "http://" + reachableHost() + ":" + onPort;
    }
}
