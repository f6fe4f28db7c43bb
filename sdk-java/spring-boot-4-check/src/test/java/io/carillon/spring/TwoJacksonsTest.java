package io.carillon.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Which Jackson reads, where both are on the class path. */
class TwoJacksonsTest {

    private final ApplicationContextRunner app = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CarillonAutoConfiguration.class, JacksonAutoConfiguration.class));
    private final ApplicationContextRunner bare =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CarillonAutoConfiguration.class));

    @Test
    void an_app_of_spring_boot_4_reads_with_its_jackson_whatever_a_library_brought_along() {
        app.run(context -> assertThat(context).hasSingleBean(WithJackson3.class).hasSingleBean(DataReaders.class));
        app.withBean(ObjectMapper.class)
                .run(context ->
                        assertThat(context).hasSingleBean(WithJackson3.class).hasSingleBean(DataReaders.class));
    }

    @Test
    void an_app_that_has_jackson_2_configured_alone_reads_with_that() {
        bare.withBean(ObjectMapper.class)
                .run(context ->
                        assertThat(context).hasSingleBean(WithJackson2.class).hasSingleBean(DataReaders.class));
    }

    @Test
    void an_app_that_configures_none_reads_with_what_there_is() {
        bare.withClassLoader(new FilteredClassLoader("com.fasterxml.jackson.databind"))
                .run(context ->
                        assertThat(context).hasSingleBean(WithJackson3.class).hasSingleBean(DataReaders.class));
    }
}
