package io.carillon.allinone;

import io.carillon.allinone.cli.Cli;
import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.setup.Reseal;
import io.carillon.process.Version;
import io.carillon.process.data.MasterKeys;
import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.process.settings.SettingsReader;
import io.carillon.process.terminal.Terminal;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Carries out what was asked for on the command line. */
final class Commands implements Command.Handler {

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private int status;

    Commands(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** The status with which the process is to end. */
    int status() {
        return status;
    }

    @Override
    public void manage(Command.Manage manage) {
        status = Cli.run(environment, out, err, manage.words().toArray(String[]::new));
    }

    @Override
    public void print(Command.Print print) {
        out.print(print.text());
    }

    @Override
    public void reseal(Command.Reseal reseal) {
        Settings settings = new SettingsReader(Role.ALL_IN_ONE, environment).read(reseal.flags());
        Vault vault = MasterKeys.openKept(settings);
        var report = new ResealReport(vault.key(), Reseal.run(settings, vault));
        out.print(settings.isOn(Setting.JSON) ? report.json() : report.text());
        out.flush();
        report.requireWhole();
    }

    @Override
    public void dev(Command.Dev dev) {
        Settings settings = new SettingsReader(Role.ALL_IN_ONE, environment).read(dev.flags());
        Exposure.check(settings);
        Addresses addresses = Addresses.choose(settings);
        Platform platform = Platform.dev(settings, addresses);
        CountDownLatch stopped = stoppedWith(platform);

        Terminal terminal = Terminal.of(environment);
        var report = new StartReport(
                Version.current(),
                addresses,
                platform.firstApp(),
                settings.text(Setting.DATA_DIR),
                platform.firstSignIn());
        out.print(settings.isOn(Setting.JSON) ? report.json() : report.text(terminal.paint()));
        out.flush();
        if (terminal.hasDesktop() && !settings.isOn(Setting.NO_OPEN) && !settings.isOn(Setting.JSON)) {
            terminal.browse(URI.create(StartReport.playground(addresses)));
        }
        awaitQuietly(stopped);
    }

    @Override
    public void serve(Command.Serve serve) {
        Settings settings = new SettingsReader(Role.ALL_IN_ONE, environment).read(serve.flags());
        Production.check(settings);
        Addresses addresses = Addresses.choose(settings);
        Platform platform = Platform.serve(settings, addresses);
        CountDownLatch stopped = stoppedWith(platform);

        var report = new ServeReport(Version.current(), addresses, platform.firstSignIn());
        out.print(
                settings.isOn(Setting.JSON)
                        ? report.json()
                        : report.text(Terminal.of(environment).paint()));
        out.flush();
        awaitQuietly(stopped);
    }

    private static CountDownLatch stoppedWith(Platform platform) {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            platform.close();
                            stopped.countDown();
                        },
                        "carillon-stop"));
        return stopped;
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
