package io.carillon.spring;

import io.carillon.client.realtime.RealtimeClient;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health indicator, where Spring Boot 3 has its class. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("carillon")
class HealthOfBoot3 {

    @Bean
    @ConditionalOnMissingBean(name = "carillonHealthIndicator")
    HealthIndicator carillonHealthIndicator(RealtimeClient client) {
        return () -> {
            var health = ConnectionHealth.of(client);
            return Health.status(health.status())
                    .withDetail("connection", health.connection())
                    .build();
        };
    }
}
