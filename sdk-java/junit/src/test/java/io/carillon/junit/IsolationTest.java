package io.carillon.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.carillon.client.rest.Publisher;
import io.netty.util.Version;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Tests of an app that has the server's libraries as well, in versions of its own. */
@CarillonTest
class IsolationTest {

    @Test
    void a_server_runs_beside_other_versions_of_its_libraries(Publisher publisher) throws Exception {
        publisher.trigger("my-channel", "greeting", "{}");

        ClassLoader servers = ServerClasses.shared().loader();
        assertThat(Version.identify().values())
                .extracting(Version::artifactVersion)
                .containsOnly("4.1.115.Final");
        assertThat(PackageVersion.VERSION.toString()).isEqualTo("2.21.3");
        assertThat(LoggerFactory.getILoggerFactory().getClass().getPackage().getImplementationVersion())
                .isEqualTo("1.5.34");
        assertThat(servers.loadClass(Version.class.getName())).isNotSameAs(Version.class);
        assertThat(servers.loadClass("io.carillon.protocol.ChannelName"))
                .isNotSameAs(io.carillon.protocol.ChannelName.class);
    }

    @Test
    void the_program_around_keeps_its_logging_its_properties_and_its_drivers() {
        assertThat(LoggerFactory.getILoggerFactory().getClass().getClassLoader())
                .isSameAs(IsolationTest.class.getClassLoader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(IsolationTest.class.getClassLoader());
        assertThat(java.sql.DriverManager.drivers()).isEmpty();
    }
}
