package io.carillon.allinone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.carillon.process.logging.QuietLogging;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Hands what is logged to somebody, line by line, and not to the console of the program in which the platform runs. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final PatternLayout layout = new PatternLayout();
    private final Consumer<String> listener;

    private LogLines(Consumer<String> listener) {
        this.listener = listener;
    }

    /** From now until it is closed. */
    static LogLines to(Consumer<String> listener) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var lines = new LogLines(listener);
        lines.setContext(context);
        lines.layout.setContext(context);
        lines.layout.setPattern(QuietLogging.PATTERN);
        lines.layout.start();
        lines.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAppender(QuietLogging.CONSOLE);
        root.addAppender(lines);
        context.getLogger("io.carillon").setLevel(Level.INFO);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        layout.doLayout(event).lines().forEach(listener);
    }

    @Override
    public void close() {
        ((LoggerContext) getContext())
                .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .detachAppender(this);
        stop();
        layout.stop();
    }
}
