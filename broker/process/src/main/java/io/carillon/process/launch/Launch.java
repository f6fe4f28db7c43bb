package io.carillon.process.launch;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.seal.Vault;
import io.carillon.process.Version;
import io.carillon.process.command.Flags;
import io.carillon.process.command.Typed;
import io.carillon.process.data.MasterKeys;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.server.Addresses;
import io.carillon.process.server.Backplanes;
import io.carillon.process.server.ServerProcess;
import io.carillon.process.server.ServerProperties;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.process.settings.SettingsReader;
import io.carillon.process.terminal.Terminal;
import io.carillon.protocol.InvalidValueException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs one process of one role. */
public final class Launch {

    private static final int REFUSED = 1;
    /** As sysexits.h has it for what is a program's own fault. */
    private static final int FAILED = 70;

    private final Assembly assembly;
    private final Map<String, String> environment;
    private final PrintStream out;

    private Launch(Assembly assembly, Map<String, String> environment, PrintStream out) {
        this.assembly = assembly;
        this.environment = environment;
        this.out = out;
    }

    /** What a program's main method does: runs until told to stop, or says in one line why it does not. */
    public static void main(Assembly assembly, String... arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            new Launch(assembly, System.getenv(), out).run(arguments);
        } catch (StartRefusedException refused) {
            System.err.println(assembly.role().program() + ": " + refused.getMessage() + " (" + refused.code() + ")");
            System.exit(REFUSED);
        } catch (RuntimeException | Error failed) {
            // Threads that are there already would keep alive what does nothing any more, and nobody would start it
            // again.
            failed.printStackTrace();
            System.exit(FAILED);
        }
    }

    private void run(String... arguments) {
        Role role = assembly.role();
        var flags = new Flags(role);
        CommandSpec spec = flags.on(CommandSpec.create().name(role.program()));
        spec.usageMessage().description(assembly.sentence()).customSynopsis(role.program() + " [flags]");
        Typed typed = flags.read(new CommandLine(spec), Launch::stranger, arguments);
        if (typed instanceof Typed.Print print) {
            out.print(print.text());
        } else if (typed instanceof Typed.Start start) {
            start(new SettingsReader(role, environment).read(start.flags()));
        }
    }

    private static StartRefusedException stranger(String word) {
        return new StartRefusedException(
                "command_unknown",
                "Unknown command " + InvalidValueException.quote(word) + ". This program has no commands, only flags.");
    }

    private void start(Settings settings) {
        Addresses addresses = Addresses.choose(settings);
        Backplanes.check(settings);
        Vault vault = MasterKeys.open(settings);
        // First: what does not get as far as that leaves nothing on disk.
        Backplane backplane = Backplanes.open(settings, vault);
        Assembly.Plan plan = planned(settings, addresses, backplane);
        Map<String, Object> properties = ServerProperties.of(addresses, settings);
        properties.putAll(plan.modules());
        ServerProcess process = ServerProcess.start(backplane, vault, addresses, properties, plan.beans());
        plan.started();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            process.close();
                            stopped.countDown();
                        },
                        "carillon-stop"));
        var report = new StartReport(
                assembly.role(), Version.current(), addresses, plan.entrance(), plan.firstSignIn(process));
        out.print(
                settings.isOn(Setting.JSON)
                        ? report.json()
                        : report.text(Terminal.of(environment).paint()));
        out.flush();
        awaitQuietly(stopped);
    }

    private Assembly.Plan planned(Settings settings, Addresses addresses, Backplane backplane) {
        try {
            return assembly.plan(settings, addresses);
        } catch (RuntimeException refused) {
            backplane.close();
            throw refused;
        }
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
