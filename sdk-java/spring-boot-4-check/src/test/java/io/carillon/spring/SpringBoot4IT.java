package io.carillon.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** That the tests which run beside this one prove what they are here for. */
class SpringBoot4IT {

    @Test
    void the_apps_are_of_spring_boot_4() {
        assertThat(SpringBootVersion.getVersion()).startsWith("4.");
    }

    @Test
    void nothing_but_jackson_3_could_have_read_what_they_hear() {
        assertThatThrownBy(() -> Class.forName("com.fasterxml.jackson.databind.ObjectMapper"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
