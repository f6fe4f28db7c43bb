package io.carillon.spring;

import io.carillon.client.realtime.RealtimeClient;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** How the connection stands, as {@code carillon} in the health endpoint of those who have Actuator. */
@AutoConfiguration(after = CarillonAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(RealtimeClient.class)
@ConditionalOnEnabledHealthIndicator("carillon")
public class CarillonHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "carillonHealthIndicator")
    HealthIndicator carillonHealthIndicator(RealtimeClient client) {
        return new ConnectionHealth(client);
    }
}
