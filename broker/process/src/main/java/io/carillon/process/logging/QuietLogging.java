package io.carillon.process.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.micronaut.http.server.netty.NettyHttpServer;
import org.slf4j.Logger;

/**
 * Sends warnings and errors to standard error and is silent otherwise, so that the start text stands alone. In code and not
 * in XML: reading a file of ten lines would cost a tenth of the time to start.
 */
public final class QuietLogging extends ContextAwareBase implements Configurator {

    /** How a line looks. */
    public static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{24} %msg%n";

    /** Name of the appender. */
    public static final String CONSOLE = "console";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();

        var console = new ConsoleAppender<ILoggingEvent>();
        console.setName(CONSOLE);
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();

        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        // It logs, with a stack trace, the same exception that it throws when it cannot start.
        context.getLogger(NettyHttpServer.class).setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
